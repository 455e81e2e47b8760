//! Which browser on which system, as far as it says so itself: enough to know one's own devices again, and no more.

use serde::{Deserialize, Serialize};

use crate::catalogue::catalogue_enum;

catalogue_enum! {
    /// A browser, by the name that people know. Read from the `User-Agent` header.
    Browser {
        /// Google Chrome and Chromium.
        Chrome = "chrome",
        /// Microsoft Edge.
        Edge = "edge",
        /// Mozilla Firefox.
        Firefox = "firefox",
        /// Opera on any system.
        Opera = "opera",
        /// Apple Safari.
        Safari = "safari",
        /// Samsung Internet.
        SamsungInternet = "samsung-internet",
    }
}

catalogue_enum! {
    /// The system that a browser runs on, by the name that people know.
    System {
        /// A phone or tablet with Android.
        Android = "android",
        /// A Chromebook.
        ChromeOs = "chrome-os",
        /// An iPad that says so; many ask for desktop pages and pass for a Mac.
        Ipad = "ipad",
        /// An iPhone.
        Iphone = "iphone",
        /// A desktop system with Linux.
        Linux = "linux",
        /// A Mac, or an iPad that asks for desktop pages.
        Mac = "mac",
        /// Any version of Windows.
        Windows = "windows",
    }
}

impl System {
    /// Whether it is a phone or a tablet.
    pub const fn is_handheld(self) -> bool {
        matches!(self, Self::Android | Self::Ipad | Self::Iphone)
    }
}

/// A browser and its system, as the `User-Agent` header names them. Versions and the rest of the header are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// `None` if the header names none that we know.
    pub browser: Option<Browser>,
    /// `None` if the header names none that we know.
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
    /// Reads a `User-Agent` header (RFC 9110 §10.1.5). What it does not say is not guessed.
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
