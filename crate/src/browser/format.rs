//! Dates and times as the reader's language writes them, by the browser.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::words::Language;

/// The current moment, in seconds since 1970.
pub fn now() -> u64 {
    seconds(Date::now() / 1000.0)
}

/// How many seconds a clock that says `moment` is ahead of this computer's.
pub fn ahead(moment: u64) -> f64 {
    float(moment) - Date::now() / 1000.0
}

/// A moment, given in seconds since 1970, as a day.
pub fn day(language: Language, unix: u64) -> String {
    format(language, unix, &[("dateStyle", if language == Language::French { "short" } else { "long" })])
}

/// The same as day and time to the minute.
pub fn day_and_time(language: Language, unix: u64) -> String {
    format(language, unix, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// The same as time of day.
pub fn time(language: Language, unix: u64) -> String {
    format(language, unix, &[("timeStyle", "medium")])
}

fn format(language: Language, unix: u64, options: &[(&str, &str)]) -> String {
    let settings = Object::new();
    for (name, value) in options {
        let _ = Reflect::set(&settings, &(*name).into(), &(*value).into());
    }
    let tag = if language == Language::French { "fr-FR" } else { "en-GB" };
    let formatter = Intl::DateTimeFormat::new(&Array::of1(&tag.into()), &settings);
    let milliseconds = JsValue::from_f64(float(unix) * 1000.0);
    let text = formatter.format().call1(&JsValue::UNDEFINED, &Date::new(&milliseconds));
    text.ok().and_then(|text| text.dyn_into::<js_sys::JsString>().ok()).map(String::from).unwrap_or_default()
}

/// A number as JavaScript has it; exact below 2⁵³.
pub fn float(number: u64) -> f64 {
    // Both halves are exact.
    let high = u32::try_from(number >> 32).unwrap_or(u32::MAX);
    let low = u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    f64::from(high) * 4_294_967_296.0 + f64::from(low)
}

/// A JavaScript number that counts something, cut to whole ones; 0 if it is none.
pub fn seconds(number: f64) -> u64 {
    // From here up to its double, the bits of a number count its distance to this one.
    const FIRST: f64 = 4_503_599_627_370_496.0;
    let whole = if number >= 1.0 { number.min(FIRST - 1.0).floor() } else { 0.0 };
    (FIRST + whole).to_bits() - FIRST.to_bits()
}

/// How much of `total` is `part`, from 0 to 100; 0 of nothing.
pub fn percent(part: f64, total: f64) -> u64 {
    if total <= 0.0 { 0 } else { seconds(part * 100.0 / total).min(100) }
}

/// What a signed file is called: `flux.xml` becomes `flux-signe.xml`.
pub fn signed_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem}-signe.{extension}"),
        _ => format!("{name}-signe"),
    }
}

/// Bytes in hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
