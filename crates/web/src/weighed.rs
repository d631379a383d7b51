//! The evidence of a proceeding, allegation by allegation: what speaks for it, what against, and what of it was given.

use kintrace_casework::allegation::Allegation;
use kintrace_casework::evidence::Evidence;
use kintrace_casework::proceeding::Proceeding;
use kintrace_casework::{Document, Noun, Reference};
use kintrace_service::desk::Desk;

use crate::documents::{LinkRow, named, path, sees};
use crate::page::PageError;
use crate::session::SignedIn;

/// An allegation with its evidence.
pub(crate) struct Weighed {
    pub(crate) title: String,
    pub(crate) path: String,
    /// In words that presume nobody's guilt.
    pub(crate) description: String,
    /// For and against: a title, and things with what they show.
    pub(crate) sides: [(String, Vec<LinkRow>); 2],
}

impl Weighed {
    /// Of a proceeding, as far as the reader may see the allegations (each reading of one is on record); nothing for
    /// other documents.
    pub(crate) async fn of(
        user: &SignedIn,
        desk: &Desk,
        document: &Document,
    ) -> Result<Vec<Self>, PageError> {
        if document.reference.kind != Noun::Proceeding {
            return Ok(Vec::new());
        }
        let Ok(proceeding) = document.thing::<Proceeding>() else { return Ok(Vec::new()) };
        let language = user.language;
        let mut weighed = Vec::new();
        for id in &proceeding.allegations {
            let Some(document) = desk.read(Noun::Allegation, id).await? else { continue };
            let Ok(allegation) = document.thing::<Allegation>() else { continue };
            let for_it = side(user, desk, &allegation.supported_by).await?;
            let against = side(user, desk, &allegation.contradicted_by).await?;
            weighed.push(Self {
                title: named(language, &document.reference),
                path: path(&document.reference),
                description: allegation.description.clone(),
                sides: [("weighed-for", for_it), ("weighed-against", against)]
                    .map(|(id, things)| (language.say(id).to_string(), things)),
            });
        }
        Ok(weighed)
    }
}

async fn side(user: &SignedIn, desk: &Desk, things: &[Reference]) -> Result<Vec<LinkRow>, PageError> {
    let mut rows = Vec::new();
    for thing in things {
        let shows = match thing.kind {
            Noun::Evidence => desk.read(Noun::Evidence, &thing.id).await?,
            _ => None,
        };
        let shows = shows.and_then(|d| d.thing::<Evidence>().ok());
        rows.push(LinkRow {
            role: shows.map_or_else(String::new, |e| e.description.clone()),
            what: named(user.language, thing),
            path: if sees(user, thing.kind) { path(thing) } else { String::new() },
        });
    }
    Ok(rows)
}
