//! Which browser on which system, as far as it says so itself: enough to know one's own devices again, and no more.

use serde::{Deserialize, Serialize};

use crate::catalogue::catalogue_enum;

catalogue_enum! {
    /// A browser that people know by name.
    Browser {
        Chrome = "chrome",
        Edge = "edge",
        Firefox = "firefox",
        Opera = "opera",
        Safari = "safari",
        SamsungInternet = "samsung-internet",
    }
}

catalogue_enum! {
    /// What a browser runs on, as people call it.
    System {
        Android = "android",
        ChromeOs = "chrome-os",
        Ipad = "ipad",
        Iphone = "iphone",
        Linux = "linux",
        Mac = "mac",
        Windows = "windows",
    }
}

impl System {
    /// Whether it is carried in a hand.
    pub const fn is_handheld(self) -> bool {
        matches!(self, Self::Android | Self::Ipad | Self::Iphone)
    }
}

/// A browser and its system. Versions and the rest of what browsers send are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub browser: Option<Browser>,
    pub system: Option<System>,
}

/// Browsers name their ancestors too: the first mark that is found counts.
const BROWSERS: &[(&str, Browser)] = &[
    ("Edg/", Browser::Edge),
    ("EdgA/", Browser::Edge),
    ("EdgiOS/", Browser::Edge),
    ("OPR/", Browser::Opera),
    ("OPT/", Browser::Opera),
    ("SamsungBrowser/", Browser::SamsungInternet),
    ("Firefox/", Browser::Firefox),
    ("FxiOS/", Browser::Firefox),
    ("Chrome/", Browser::Chrome),
    ("Chromium/", Browser::Chrome),
    ("CriOS/", Browser::Chrome),
    ("Safari/", Browser::Safari),
];

const SYSTEMS: &[(&str, System)] = &[
    ("iPhone", System::Iphone),
    ("iPad", System::Ipad),
    ("Android", System::Android),
    ("CrOS", System::ChromeOs),
    ("Windows", System::Windows),
    ("Macintosh", System::Mac),
    ("Linux", System::Linux),
];

impl Device {
    /// What a `User-Agent` (RFC 9110 §10.1.5) says. What it does not say is not guessed.
    pub fn of(user_agent: &str) -> Self {
        Self {
            browser: first(BROWSERS, user_agent),
            system: first(SYSTEMS, user_agent),
        }
    }
}

fn first<T: Copy>(marks: &[(&str, T)], text: &str) -> Option<T> {
    let found = marks.iter().find(|(mark, _)| text.contains(mark));
    found.map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_though_each_names_the_others() {
        let known = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
                (Some(Browser::Firefox), Some(System::Windows)),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                (Some(Browser::Chrome), Some(System::Linux)),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                (Some(Browser::Edge), Some(System::Windows)),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
                (Some(Browser::Safari), Some(System::Iphone)),
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
                (Some(Browser::SamsungInternet), Some(System::Android)),
            ),
            ("curl/8.5.0", (None, None)),
            ("", (None, None)),
        ];
        for (text, (browser, system)) in known {
            assert_eq!(Device::of(text), Device { browser, system }, "{text}");
        }
    }
}
