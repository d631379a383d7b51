//! A text as a QR code (ISO/IEC 18004), drawn as SVG.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// The code, black on white with the quiet zone of four modules; `None` if the text is too long (2,953
/// bytes). The best correction of errors that fits is taken.
#[must_use]
pub fn draw(text: &str) -> Option<String> {
    let code = [QrCodeEcc::Medium, QrCodeEcc::Low]
        .into_iter()
        .find_map(|correction| QrCode::encode_binary(text.as_bytes(), correction).ok())?;
    let side = code.size() + 8;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let _ = write!(path, "M{},{}h{}v1h-{}z", start + 4, y + 4, x - start, x - start);
            }
            x += 1;
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"QR code\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" \
         fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    #[test]
    fn as_large_as_a_code_can_be() {
        assert!(super::draw(&"a".repeat(2953)).is_some());
        assert!(super::draw(&"a".repeat(2954)).is_none());
        let svg = super::draw("hello").expect("short enough");
        // Version 1 has 21 modules.
        assert!(svg.contains("viewBox=\"0 0 29 29\""));
    }
}
