//! A fault of the program itself. The page's own script ends this module then, and tells it, with a report.

use js_sys::Reflect;

/// Where the script finds the place of the fault.
const PLACE: &str = "pesSignerFault";

/// Has a panic leave its place in the source behind. Its message is left out: it may quote what was in a file.
pub fn set_up() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // Where even this fails, the report has the places in the module.
        let _ = Reflect::set(&js_sys::global(), &PLACE.into(), &place.into());
    }));
}
