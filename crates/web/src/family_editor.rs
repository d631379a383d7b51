//! `/missing-persons/{id}/family`: the pedigree, edited by mouse, touch or keyboard: a symbol leads to its
//! member, where parents, partners, siblings and children are added, and what is known is put right.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::family_edit::Edit;
use kintrace_casework::registry::{MissingPerson, Person, Subject};
use kintrace_kinship::Sex;
use kintrace_language::Language;
use kintrace_policy::{Action, Kind};
use kintrace_report::pedigree_drawing::draw;
use kintrace_service::desk::DeskError;
use kintrace_service::families::{change, give_sample, who_stays};
use serde::Deserialize;

use crate::documents::urlencode;
use crate::missing_persons::{marks, pedigree, sex};
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

#[derive(Template)]
#[template(path = "family_editor.html")]
struct EditorPage {
    frame: Frame,
    missing: MissingPerson,
    drawing: String,
    members: Vec<MemberCard>,
    may_give_samples: bool,
    problems: Vec<String>,
}

/// A member, and what may be done.
struct MemberCard {
    /// The element.
    element: String,
    id: String,
    title: String,
    name: String,
    sex: &'static str,
    born: String,
    /// Who can be father, mother, the other parent of a child: id, name, whether it is now.
    fathers: Vec<Choice>,
    mothers: Vec<Choice>,
    partners: Vec<Choice>,
    /// Samples that the member gave: barcode, and whether it has a profile.
    samples: Vec<(String, bool)>,
    /// What was typed as the barcode of another.
    sample: String,
    has_parents: bool,
    may_go: bool,
    is_open: bool,
}

struct Choice {
    id: String,
    title: String,
    is_chosen: bool,
}

/// What is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EditForm {
    token: String,
    /// Who it is about.
    member: String,
    /// `change`, `parents`, `brother`, `sister`, `son`, `daughter`, `sample`, `remove`.
    step: String,
    name: String,
    sex: String,
    born: String,
    father: String,
    mother: String,
    with: String,
    sample: String,
}

impl EditForm {
    fn edit(&self) -> Option<Edit> {
        let of = self.member.clone();
        let known = |id: &str| (!id.is_empty()).then(|| id.to_owned());
        Some(match self.step.as_str() {
            "parents" => Edit::AddParents { of },
            "brother" => Edit::AddSibling { of, sex: Sex::Male },
            "sister" => Edit::AddSibling { of, sex: Sex::Female },
            "son" => Edit::AddChild { of, with: known(&self.with), sex: Sex::Male },
            "daughter" => Edit::AddChild { of, with: known(&self.with), sex: Sex::Female },
            "remove" => Edit::Remove { id: of },
            "change" => Edit::Change {
                id: of,
                name: self.name.clone(),
                sex: match self.sex.as_str() {
                    "male" => Sex::Male,
                    "female" => Sex::Female,
                    _ => Sex::Unknown,
                },
                born: self.born.clone(),
                father: known(&self.father),
                mother: known(&self.mother),
            },
            _ => return None,
        })
    }
}

/// `GET /missing-persons/{id}/family`
pub(crate) async fn show(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&app, user, &id, &EditForm::default(), Vec::new()).await
}

/// `POST /missing-persons/{id}/family`
pub(crate) async fn take(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<EditForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let taken = if form.step == "sample" {
        if !user.may(Action::Import, Kind::Sample) {
            return Err(PageError::NotFound);
        }
        give_sample(&app.store, &user.account.name, &id, &form.member, &form.sample)
            .await
            .map(|()| Vec::new())
    } else {
        let step = form.edit().ok_or(PageError::NotFound)?;
        change(&app.store, &user.account.name, &id, &step).await
    };
    match taken {
        Ok(changed) => {
            // To who came in last: what is known of that member is typed next.
            let next = changed.last().unwrap_or(&form.member);
            let page = format!("/missing-persons/{}/family#{}", urlencode(&id), element(next));
            Ok(Redirect::to(&page).into_response())
        }
        Err(DeskError::Problems(problems)) => {
            let told = problems.0.iter().map(|p| user.language.problem(&p.problem)).collect();
            page(&app, user, &id, &form, told).await
        }
        Err(e) => Err(e.into()),
    }
}

/// The element of a member on the page.
fn element(id: &str) -> String {
    let safe: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("member-{safe}")
}

fn title(language: Language, person: &Person) -> String {
    if !person.name.is_empty() {
        return person.name.clone();
    }
    language
        .say("member-without-name")
        .with("id", person.id.as_str())
        .with("sex", sex(language, person.sex))
        .to_string()
}

async fn page(
    app: &crate::App,
    user: SignedIn,
    id: &str,
    typed: &EditForm,
    problems: Vec<String>,
) -> Result<Response, PageError> {
    let file = app.store.missing_file(id).await?.ok_or(PageError::NotFound)?;
    let language = user.language;
    let known = pedigree(&file)?;
    let mut drawn = marks(&file, &known, None);
    for (mark, member) in drawn.iter_mut().zip(known.members()) {
        // Parents of whom nothing is written down are drawn, and lead nowhere.
        let is_written = file.persons.iter().any(|p| p.id == member.id);
        mark.leads_to = is_written.then(|| format!("#{}", element(&member.id)));
    }
    let gave = |id: &str| -> Vec<(String, bool)> {
        let of = file.samples.iter().filter(|(s, _)| s.subject == Subject::Person(id.to_owned()));
        of.map(|(sample, profile)| (sample.id.clone(), !profile.is_empty())).collect()
    };
    let stay = who_stays(&file);
    let choices = |of: &Person, chosen: Option<&str>, wanted: fn(Sex) -> bool| -> Vec<Choice> {
        let others = file.persons.iter().filter(|p| p.id != of.id && wanted(p.sex));
        others
            .map(|p| Choice {
                is_chosen: chosen == Some(p.id.as_str()),
                title: title(language, p),
                id: p.id.clone(),
            })
            .collect()
    };
    let is_parent = |id: &str| {
        file.persons.iter().any(|p| p.father.as_deref() == Some(id) || p.mother.as_deref() == Some(id))
    };
    let members = file.persons.iter().map(|p| {
        let again = typed.step == "change" && typed.member == p.id;
        let father = if again { Some(typed.father.as_str()) } else { p.father.as_deref() };
        let mother = if again { Some(typed.mother.as_str()) } else { p.mother.as_deref() };
        let written = match p.sex {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Unknown => "",
        };
        MemberCard {
            element: element(&p.id),
            title: title(language, p),
            name: if again { typed.name.clone() } else { p.name.clone() },
            sex: if again {
                ["male", "female"].into_iter().find(|s| *s == typed.sex).unwrap_or_default()
            } else {
                written
            },
            born: if again {
                typed.born.clone()
            } else {
                p.born.as_ref().map_or(String::new(), |b| b.text.clone())
            },
            fathers: choices(p, father, |sex| sex != Sex::Female),
            mothers: choices(p, mother, |sex| sex != Sex::Male),
            partners: choices(
                p,
                None,
                match p.sex {
                    Sex::Male => |sex| sex != Sex::Male,
                    Sex::Female => |sex| sex != Sex::Female,
                    Sex::Unknown => |sex| sex != Sex::Unknown,
                },
            ),
            samples: gave(&p.id),
            sample: if typed.member == p.id { typed.sample.clone() } else { String::new() },
            has_parents: p.father.is_some() && p.mother.is_some(),
            may_go: !stay.contains(&p.id) && !is_parent(&p.id),
            is_open: if typed.member.is_empty() { p.id == file.missing.person } else { typed.member == p.id },
            id: p.id.clone(),
        }
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = html(&EditorPage {
        members: members.collect(),
        may_give_samples: user.may(Action::Import, Kind::Sample),
        drawing: draw(language, &known, &drawn),
        problems,
        frame: Frame::new(
            language.say("family-of").with("name", file.missing.name.as_str()),
            "missing-persons",
            user,
        ),
        missing: file.missing,
    })?;
    Ok((status, page).into_response())
}
