//! What a form with files sends.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use kintrace_interchange::detect::Source;
use kintrace_language::Message;

use crate::page::PageError;

/// A form's texts by field, and its files.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    texts: BTreeMap<String, String>,
    /// Files, in the order of the form.
    pub(crate) files: Vec<Source>,
}

impl Upload {
    /// Reads the form to its end.
    pub(crate) async fn read(mut form: Multipart) -> Result<Self, PageError> {
        let unreadable = |_: axum::extract::multipart::MultipartError| {
            PageError::Unreadable(Message::new("error-unreadable-text"))
        };
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name().map(str::to_owned) {
                let bytes = field.bytes().await.map_err(unreadable)?.to_vec();
                // A form without a chosen file sends one without a name.
                if !file.is_empty() {
                    upload.files.push(Source { name: file, bytes });
                }
            } else {
                upload.texts.insert(name, field.text().await.map_err(unreadable)?);
            }
        }
        Ok(upload)
    }

    /// The text of a field; empty if it was not sent.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }
}
