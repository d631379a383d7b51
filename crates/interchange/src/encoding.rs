//! Text in whatever encoding an office's program wrote it.

use std::borrow::Cow;

/// Decodes UTF-8 with or without a byte order mark, UTF-16 either way round, or else Windows-1251,
/// which Russian-language Windows programs write by default.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    // UTF-16 without a mark: every other byte of Latin text and of line ends is zero.
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).take(200).filter(|b| **b == 0).count();
    if bytes.len() >= 4 {
        let (even, odd) = (zeros(0), zeros(1));
        let seen = bytes.len().div_ceil(2).min(200);
        if odd * 3 > seen && even == 0 {
            return encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0;
        }
        if even * 3 > seen && odd == 0 {
            return encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0;
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes).0,
    }
}
