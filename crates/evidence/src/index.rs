//! The page that a person reads: everything in a package, in words.

use serde_json::Value;

use crate::sealed::{Content, Entry, Version};

const STYLE: &str = "body{max-width:60rem;margin:0 auto;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:#1f1d1a;background:#faf7f0}\
h1,h2{line-height:1.2}h1::first-letter,h2::first-letter{text-transform:uppercase}section{border-top:1px solid #8a8378;margin-top:2rem}dl{margin:0 0 0 1rem}dt{color:#4a4640;font-size:.9rem}\
dd{margin:0 0 .4rem;overflow-wrap:anywhere}code{font-size:.85rem;overflow-wrap:anywhere}";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A value as HTML.
fn value(v: &Value) -> String {
    match v {
        Value::Object(members) => {
            let rows: Vec<String> = members
                .iter()
                .map(|(name, v)| {
                    format!("<dt>{}</dt><dd>{}</dd>", escaped(&name.replace('_', " ")), value(v))
                })
                .collect();
            format!("<dl>{}</dl>", rows.concat())
        }
        Value::Array(items) if items.iter().all(|i| !i.is_object() && !i.is_array()) => {
            escaped(&items.iter().map(plain).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let rows: Vec<String> = items.iter().map(|item| format!("<li>{}</li>", value(item))).collect();
            format!("<ol>{}</ol>", rows.concat())
        }
        other => escaped(&plain(other)),
    }
}

fn plain(v: &Value) -> String {
    match v {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A version with what it says.
fn section(entry: &Entry, version: &Version) -> String {
    let Entry { kind, id, version: number, change, time, sequence, .. } = entry;
    let (kind, id, receipt) = (escaped(kind), escaped(id), escaped(&entry.receipt));
    let file = entry.file.as_deref().map_or_else(String::new, |file| {
        format!(" · <a href=\"../{}\">letter for letter</a>", escaped(file))
    });
    let state = version.state.as_deref().map_or_else(String::new, |state| {
        value(&serde_json::from_str(state).unwrap_or_else(|_| Value::String(state.to_owned())))
    });
    format!(
        "<section><h2>{kind} {id}, version {number}</h2><p>{change} on {time} · entry {sequence} of the record · \
         <a href=\"../{receipt}\">receipt</a>{file}</p>{state}</section>\n"
    )
}

/// The page.
pub(crate) fn page(content: &Content, entries: &[Entry], originals: &[String]) -> String {
    let (title, made, log) = (escaped(&content.title), escaped(&content.made), escaped(&content.log));
    let sections: Vec<String> = entries.iter().zip(&content.versions).map(|(e, v)| section(e, v)).collect();
    let files: Vec<String> = originals
        .iter()
        .map(|path| path.trim_start_matches("data/"))
        .map(|path| format!("<li><a href=\"{0}\">{0}</a></li>", escaped(path)))
        .collect();
    let files = if files.is_empty() {
        String::new()
    } else {
        format!("<section><h2>Original files</h2><ul>{}</ul></section>\n", files.concat())
    };
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n<p>Made on {made}. Everything below stands in the \
         record {log} as it is shown, and <code>kintrace verify-package</code> proves it without asking anybody. \
         This page is for reading; what counts are the files in <code>states</code>.</p>\n{}{files}</body></html>\n",
        sections.concat()
    )
}
