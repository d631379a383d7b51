//! An identification is proposed from a hypothesis, signed by two, told to the family in person, or withdrawn.

use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::identification::{Act, Identification};
use kintrace_casework::{Day, Document, Noun, Problems, Reference};
use kintrace_policy::{Action, Thing};
use kintrace_report::words;
use kintrace_service::identifications::{Deed, act, draft};
use kintrace_service::today;
use kintrace_store::hypotheses::Of;
use serde::Deserialize;

use crate::documents::{TokenForm, path};
use crate::forms;
use crate::hypotheses::prior_in_words;
use crate::page::PageError;
use crate::session::{Office, SignedIn};

/// What somebody may do about an identification now.
#[derive(Debug, Default)]
pub(crate) struct Deeds {
    pub(crate) sign: bool,
    pub(crate) tell: bool,
    pub(crate) withdraw: bool,
    /// How many have signed.
    pub(crate) signatures: usize,
    /// Today, as the day on which a family was told.
    pub(crate) today: String,
}

impl Deeds {
    /// For whoever is signed in; `None` if the thing is no identification, or there is nothing to do.
    pub(crate) fn of(user: &SignedIn, document: &Document) -> Option<Self> {
        let identification = document.thing::<Identification>().ok()?;
        let own = |act: &Act| act.by == user.account.name;
        let has_acted = identification.proposed.iter().chain(&identification.signatures).any(own);
        let stands = identification.withdrawn.is_none();
        let deeds = Self {
            sign: stands && identification.signatures.len() < 2 && !has_acted,
            tell: identification.stands() && identification.family_informed.is_none(),
            withdraw: stands,
            signatures: identification.signatures.len(),
            today: today().to_string(),
        };
        let may = user.account.may_to(Action::Decide, &Thing::from(document));
        (may && (deeds.sign || deeds.tell || deeds.withdraw)).then_some(deeds)
    }
}

/// `POST /hypotheses/{remains}/{missing}/propose`: begins the form with what was computed in it.
pub(crate) async fn propose(
    Office(app): Office,
    user: SignedIn,
    Path((remains, missing)): Path<(String, String)>,
    Form(form): Form<TokenForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let found = app.store.hypotheses(Of::Remains(&remains), 0.0, 0, 1000).await?.0;
    let hypothesis = found.into_iter().find(|h| h.missing == missing).ok_or(PageError::NotFound)?;
    let search = app.store.last_search().await?.map(|(search, _)| search);
    let language = user.language;
    let finding = language
        .say("proposed-finding")
        .with("times", words::times(language, hypothesis.log10_lr_dna))
        .with("support", words::support(language, hypothesis.log10_lr_dna))
        .to_string();
    let prior = search.as_ref().map_or_else(String::new, |search| prior_in_words(language, search));
    let draft = draft(&hypothesis, search.as_ref(), &user.account.name, (finding, prior));
    Ok(Redirect::to(
        &forms::begin(&app, &user, &draft, draft.remains.first().map(|id| Reference::new(Noun::Remains, id)))
            .await?,
    )
    .into_response())
}

/// What is sent with a deed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct DeedForm {
    token: String,
    deed: String,
    on: String,
    remark: String,
}

/// `POST /identifications/{id}/deeds`
pub(crate) async fn deed(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<DeedForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let remark = form.remark.trim().to_owned();
    let deed = match form.deed.as_str() {
        "sign" => Deed::Sign { remark },
        "tell" => {
            let on = Day::parse(&form.on).map_err(|_| {
                let mut problems = Problems::default();
                problems.add("on", "the day was expected");
                problems
            })?;
            Deed::Tell { on, remark }
        }
        "withdraw" => Deed::Withdraw { reason: remark },
        _ => return Err(PageError::NotFound),
    };
    act(&user.desk(&app), &id, deed).await?;
    Ok(Redirect::to(&path(&Reference::new(Noun::Identification, id))).into_response())
}
