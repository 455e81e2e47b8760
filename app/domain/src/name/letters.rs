//! Letters, marks and what nobody sees, as far as names need to tell them apart (Unicode 16: `Script`, `Mn`, `Cf`,
//! `Default_Ignorable_Code_Point`).

/// The script of a letter. Names in a script that is not here are refused, which is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    /// Each block of the Brahmic scripts and their neighbours by its number of 128 characters.
    Southern(u32),
    Georgian,
    Ethiopic,
    Cherokee,
    Hangul,
    Kana,
    Han,
}

/// `None` for what stands in several scripts, such as marks and digits, and for unknown letters.
pub(super) fn script(letter: char) -> Option<Script> {
    if is_unseen(letter) || is_digit(letter) || matches!(letter, '×' | '÷') {
        return None;
    }
    let script = match letter {
        // Hawaiian, Tongan and others write a letter like an apostrophe: U+02BB, U+02BC.
        'A'..='Z'
        | 'a'..='z'
        | 'ª'
        | 'º'
        | '\u{c0}'..='\u{2af}'
        | '\u{2bb}'
        | '\u{2bc}'
        | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{531}'..='\u{587}' => Script::Armenian,
        '\u{591}'..='\u{5f4}' => Script::Hebrew,
        '\u{620}'..='\u{6d3}'
        | '\u{6d5}'
        | '\u{6e5}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}' => Script::Arabic,
        '\u{700}'..='\u{74f}' | '\u{780}'..='\u{7bf}' => Script::Southern(letter as u32 / 0x40),
        '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Script::Southern(letter as u32 / 0x80),
        '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' => Script::Georgian,
        '\u{1200}'..='\u{139f}' => Script::Ethiopic,
        '\u{13a0}'..='\u{13ff}' => Script::Cherokee,
        '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{3041}'..='\u{30ff}' => Script::Kana,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' => {
            Script::Han
        }
        _ => return None,
    };
    Some(script)
}

/// Part of a word: a letter, or a sign that its script writes as one.
pub(super) fn is_letter(letter: char) -> bool {
    let writes_signs = |script| {
        matches!(
            script,
            Script::Southern(_) | Script::Hebrew | Script::Arabic
        )
    };
    script(letter).is_some_and(|script| letter.is_alphabetic() || writes_signs(script))
}

/// Accents that stand on the letter before (`Mn` of no script).
pub(super) const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

pub(super) fn is_digit(letter: char) -> bool {
    letter.is_numeric() && !letter.is_alphabetic()
}

/// ZERO WIDTH NON-JOINER and JOINER.
pub(super) const fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Whether the joiner at `place` does what it is for: it stands between two letters of a script that joins them
/// (RFC 5892 A.1 and A.2).
pub(super) fn joins(letters: &[char], place: usize) -> bool {
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
    let joined = |letter: char| {
        matches!(script(letter), Some(Script::Arabic | Script::Southern(_))) || is_mark(letter)
    };
    at(Some(place)).is_some_and(is_joiner)
        && at(place.checked_sub(1)).is_some_and(joined)
        && at(place.checked_add(1)).is_some_and(joined)
}

/// What shows nothing, turns the text around it, or is not of this world (`Cc`, `Cf`, default ignorables, private use,
/// blanks that are letters).
pub(super) fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
                | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
                | '\u{3164}' | '\u{d7b0}'..='\u{d7ff}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{ffff}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}'
        )
}
