//! Plain JavaScript objects, read and written by name.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An object with these members.
pub fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// A member of an object; `undefined` if there is none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// A member of a member.
pub fn at(object: &JsValue, path: &[&str]) -> JsValue {
    path.iter().fold(object.clone(), |object, name| get(&object, name))
}

/// The bytes of an `ArrayBuffer` or an `Uint8Array`.
pub fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    let is_buffer = value.is_instance_of::<js_sys::ArrayBuffer>() || value.is_instance_of::<Uint8Array>();
    is_buffer.then(|| Uint8Array::new(value).to_vec())
}

/// What a method of an object gives, waited for if it is a promise.
///
/// # Errors
/// There is no such method, it throws, or its promise is rejected.
pub async fn call(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(object, method).dyn_into()?;
    let given = Array::new();
    for argument in arguments {
        given.push(argument);
    }
    JsFuture::from(Promise::resolve(&method.apply(object, &given)?)).await
}

/// The name and message of a JavaScript error.
pub fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => format!("{}: {}", error.name(), error.message()),
        None => error.as_string().unwrap_or_else(|| "?".to_owned()),
    }
}

/// How many random bytes a browser gives at a time (Web Cryptography API §10.1.1).
const RANDOM: u32 = 65_536;

/// Bytes that nobody can foresee.
///
/// # Errors
/// The browser has none.
pub fn random(count: u32) -> Result<Uint8Array, JsValue> {
    let crypto = web_sys::window().ok_or(JsValue::UNDEFINED)?.crypto()?;
    let bytes = Uint8Array::new_with_length(count);
    let mut at = 0;
    while at < count {
        let end = count.min(at.saturating_add(RANDOM));
        crypto.get_random_values_with_array_buffer_view(&bytes.subarray(at, end))?;
        at = end;
    }
    Ok(bytes)
}
