//! Institutions whose staff sign in with the account that they have there (OpenID Connect Core 1.0, code flow
//! with PKCE).
//!
//! Who somebody is here follows from the institution's *subject*, which never changes, and not from a name or
//! an address, which may pass to somebody else. The owner of an account connects it, being signed in.

use std::path::Path;
use std::time::Duration;

use kintrace_language::Message;
use kintrace_store::second_factors::SecondFactor;
use kintrace_store::{Store, StoreError};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, TokenResponse,
};
use serde::{Deserialize, Serialize};

use crate::now;

/// The kind of factors that are accounts at an institution.
pub const INSTITUTION: &str = "institution";

/// The file of a registry's institutions, in its folder of keys: it holds secrets.
pub const FILE: &str = "institutions.json";

/// How long an institution may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// An institution whose accounts are known here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// What addresses call it: letters, digits, hyphens.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its issuer, an address.
    pub issuer: String,
    /// What it knows this registry by.
    pub client: String,
    /// What it has given this registry to prove that; empty: nothing.
    #[serde(default)]
    pub secret: String,
    /// The party whose staff it may let in; empty: of the body that keeps the registry.
    #[serde(default)]
    pub party: String,
}

/// Why an institution's account is none here, or was not asked.
#[derive(Debug, thiserror::Error)]
pub enum InstitutionError {
    /// The file of institutions.
    #[error("{0}: {1}")]
    File(String, String),
    /// The institution's answer is not the one that was expected.
    #[error("the institution's answer can't be taken: {0}")]
    Answer(String),
    /// Somebody is known at the institution, but not here; or of another party.
    #[error("an account that is connected with the institution was expected")]
    Unknown,
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The institutions of a folder of keys; none if the file isn't there.
///
/// # Errors
/// [`InstitutionError::File`]: where, and what was expected.
pub fn in_folder(folder: &Path) -> Result<Vec<Institution>, InstitutionError> {
    let path = folder.join(FILE);
    let wrong = |why: String| InstitutionError::File(path.display().to_string(), why);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|e| wrong(e.to_string()))?;
    let found: Vec<Institution> = serde_json::from_str(&text).map_err(|e| {
        wrong(format!("{e}; a list of institutions with id, name, issuer, client and secret was expected"))
    })?;
    for (i, institution) in found.iter().enumerate() {
        let Institution { id, issuer, .. } = institution;
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(wrong(format!("{id:?} is no id: letters, digits and hyphens were expected")));
        }
        if found[..i].iter().any(|other| other.id == *id) {
            return Err(wrong(format!("two institutions have the id {id:?}")));
        }
        IssuerUrl::new(issuer.clone()).map_err(|_| wrong(format!("{issuer:?} is no address")))?;
    }
    Ok(found)
}

/// What has to be kept until somebody comes back from the institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    /// Which institution.
    pub institution: String,
    /// The account that is to be connected with who comes back; empty: somebody signs in.
    pub connects: String,
    state: String,
    nonce: String,
    verifier: String,
}

/// Whom the institution has let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// How the institution calls it: never changes.
    subject: String,
    /// Whether the institution says that more than a password was asked for (RFC 8176).
    pub by_several_factors: bool,
}

impl Institution {
    /// Where a browser goes to be let in, and what to keep meanwhile; `back` is where it comes back to.
    ///
    /// # Errors
    /// [`InstitutionError::Answer`] if the institution does not say how.
    pub async fn begin(&self, back: &str, connects: &str) -> Result<(String, Ceremony), InstitutionError> {
        let (institution, back, connects) = (self.clone(), back.to_owned(), connects.to_owned());
        in_background(move || {
            let client = institution.client(&back)?;
            let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
            let flow = CoreAuthenticationFlow::AuthorizationCode;
            let asked = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
            let (url, state, nonce) = asked.set_pkce_challenge(challenge).url();
            let ceremony = Ceremony {
                institution: institution.id,
                connects,
                state: state.secret().clone(),
                nonce: nonce.secret().clone(),
                verifier: verifier.secret().clone(),
            };
            Ok((url.to_string(), ceremony))
        })
        .await
    }

    /// Whom the institution has let in: `state` and `code` are what the browser brings back.
    ///
    /// # Errors
    /// [`InstitutionError::Answer`] if it is not the answer to what was asked, or is signed by somebody else.
    pub async fn finish(
        &self,
        back: &str,
        ceremony: Ceremony,
        state: &str,
        code: &str,
    ) -> Result<Subject, InstitutionError> {
        if ceremony.state != state || ceremony.institution != self.id {
            return Err(InstitutionError::Answer("it answers another question".to_owned()));
        }
        let (institution, back, code) = (self.clone(), back.to_owned(), code.to_owned());
        in_background(move || {
            let client = institution.client(&back)?;
            let asked = client.exchange_code(AuthorizationCode::new(code)).map_err(answer)?;
            let asked = asked.set_pkce_verifier(PkceCodeVerifier::new(ceremony.verifier));
            let tokens = asked.request(&http).map_err(answer)?;
            let token = tokens.id_token().ok_or_else(|| answer("it names nobody"))?;
            let claims =
                token.claims(&client.id_token_verifier(), &Nonce::new(ceremony.nonce)).map_err(answer)?;
            let methods = claims.auth_method_refs().into_iter().flatten();
            let several = ["mfa", "otp", "hwk", "swk", "fpt", "face", "iris", "sc"];
            Ok(Subject {
                subject: claims.subject().to_string(),
                by_several_factors: methods.into_iter().any(|m| several.contains(&m.as_str())),
            })
        })
        .await
    }

    fn client(&self, back: &str) -> Result<Client, InstitutionError> {
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(answer)?;
        let metadata = CoreProviderMetadata::discover(&issuer, &http).map_err(answer)?;
        let secret = (!self.secret.is_empty()).then(|| ClientSecret::new(self.secret.clone()));
        let client = CoreClient::from_provider_metadata(metadata, ClientId::new(self.client.clone()), secret);
        Ok(client.set_redirect_uri(RedirectUrl::new(back.to_owned()).map_err(answer)?))
    }

    /// What the subject is kept as.
    fn key(&self, subject: &Subject) -> String {
        format!("{} {}", self.id, subject.subject)
    }

    /// The account of a subject.
    ///
    /// # Errors
    /// [`InstitutionError::Unknown`] if none is connected with it, or one of a party that is not the
    /// institution's.
    pub async fn account(&self, store: &Store, subject: &Subject) -> Result<String, InstitutionError> {
        let factor = store.second_factor(INSTITUTION, &self.key(subject)).await?;
        let factor = factor.ok_or(InstitutionError::Unknown)?;
        let user = store.user(&factor.account).await?.filter(|u| u.party == self.party);
        Ok(user.ok_or(InstitutionError::Unknown)?.name)
    }

    /// Connects an account with a subject.
    ///
    /// # Errors
    /// [`InstitutionError::Unknown`] if another account is, or the account is of another party.
    pub async fn connect(
        &self,
        store: &Store,
        account: &str,
        subject: &Subject,
    ) -> Result<(), InstitutionError> {
        let id = self.key(subject);
        let user = store.user(account).await?.filter(|u| u.party == self.party);
        if user.is_none() || store.second_factor(INSTITUTION, &id).await?.is_some() {
            return Err(InstitutionError::Unknown);
        }
        let work = store.begin(account).await?;
        work.add_second_factor(SecondFactor {
            account: account.to_owned(),
            kind: INSTITUTION.to_owned(),
            id,
            name: self.name.clone(),
            secret: String::new(),
            added: now(),
            used: now(),
        })
        .await?;
        let connected = Message::new("diary-institution-connected").with("institution", self.name.as_str());
        work.event("user", &connected).await?;
        work.commit().await?;
        Ok(())
    }
}

type Client = CoreClient<
    openidconnect::EndpointSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointMaybeSet,
    openidconnect::EndpointMaybeSet,
>;

fn answer(e: impl std::fmt::Display) -> InstitutionError {
    InstitutionError::Answer(e.to_string())
}

/// Asks an institution; redirects are not followed, so that nobody is sent to an address inside the house.
fn http(request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .http_status_as_error(false);
    let agent: ureq::Agent = config.build().into();
    let (parts, mut body) = agent.run(request)?.into_parts();
    let body = body.with_config().limit(1024 * 1024).read_to_vec()?;
    Ok(HttpResponse::from_parts(parts, body))
}

async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, InstitutionError> + Send + 'static,
) -> Result<T, InstitutionError> {
    tokio::task::spawn_blocking(work).await.map_err(answer)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_institutions_says_what_is_wrong_with_it() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(in_folder(folder.path()).expect("none"), []);
        let write = |text: &str| std::fs::write(folder.path().join(FILE), text).expect("written");
        let one = r#"{"id": "ministry", "name": "The ministry", "issuer": "https://id.example", "client": "kintrace"}"#;
        write(&format!("[{one}]"));
        assert_eq!(in_folder(folder.path()).expect("one")[0].name, "The ministry");
        let refused = |text: &str| {
            write(text);
            in_folder(folder.path()).expect_err("refused").to_string()
        };
        assert!(refused(&format!("[{one}, {one}]")).contains("two institutions have the id \"ministry\""));
        assert!(refused("[{\"id\": \"a\"}]").contains("missing field `name`"));
        assert!(
            refused(&one.replace("ministry", "mi nistry").replace('{', "[{").replace('}', "}]"))
                .contains("letters, digits and hyphens")
        );
    }
}
