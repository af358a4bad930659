//! The credentials of an integration. Each request takes the one that has the most left; one that the upstream
//! refuses leaves the pool, and the others go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use weir_model::Time;

use super::auth::{Source, sensitive};
use crate::failure::Failure;
use crate::governor::{Claim, Governor, Pause};

/// One credential with its budget.
pub(crate) struct Member {
    pub(crate) governor: Arc<Governor>,
    pub(crate) signer: Signer,
    pub(crate) dead: AtomicBool,
}

pub(crate) enum Signer {
    Open,
    Fixed(HeaderName, HeaderValue, SecretString),
    Got(Box<Source>),
}

/// A request's credential, as it goes out.
pub(super) struct Signed {
    pub(super) header: Option<(HeaderName, HeaderValue)>,
    /// The token, when a newer one can be got.
    pub(super) got: Option<SecretString>,
}

pub(crate) struct Pool(Vec<Member>);

impl Pool {
    pub(crate) const fn new(members: Vec<Member>) -> Self {
        Self(members)
    }

    /// Charges the claim to the credential that has the most left, or says how long to wait.
    pub(super) fn charge(&self, claim: Claim, now: Time) -> Result<&Member, Pause> {
        let mut rooms = Vec::new();
        let mut soonest: Option<Pause> = None;
        for member in self.alive() {
            match member.governor.room(claim, now) {
                Ok(room) => rooms.push((room, member)),
                Err(pause) if soonest.as_ref().is_none_or(|known| pause.until < known.until) => {
                    soonest = Some(pause);
                }
                Err(_) => {}
            }
        }
        rooms.sort_by_key(|(room, _)| std::cmp::Reverse(*room));
        for (_, member) in rooms {
            match member.governor.charge(claim, now) {
                Ok(()) => return Ok(member),
                Err(pause) => soonest = Some(pause),
            }
        }
        Err(soonest.unwrap_or(Pause {
            until: now,
            why: "no credential is left".to_owned(),
        }))
    }

    /// Takes a refused credential out, unless it is the last one; says which it was.
    pub(super) fn bury(&self, member: &Member) -> Option<String> {
        if self.alive().count() < 2 {
            return None;
        }
        member.dead.store(true, Ordering::SeqCst);
        let place = self.0.iter().position(|known| std::ptr::eq(known, member))? + 1;
        Some(format!("credential {place} of {}", self.0.len()))
    }

    pub(crate) fn governors(&self) -> impl Iterator<Item = &Arc<Governor>> {
        self.0.iter().map(|member| &member.governor)
    }

    pub(super) fn alive(&self) -> impl Iterator<Item = &Member> {
        self.0.iter().filter(|member| !member.dead.load(Ordering::SeqCst))
    }
}

impl Member {
    /// What the request carries. `refused` is a token that the upstream no longer takes.
    pub(super) async fn sign(&self, refused: Option<&SecretString>) -> Result<Signed, Failure> {
        Ok(match &self.signer {
            Signer::Open => Signed {
                header: None,
                got: None,
            },
            Signer::Fixed(name, value, _) => Signed {
                header: Some((name.clone(), value.clone())),
                got: None,
            },
            Signer::Got(source) => {
                let token = source.token(refused).await?;
                let value = sensitive(&format!("Bearer {}", token.expose_secret()))?;
                Signed {
                    header: Some((AUTHORIZATION, value)),
                    got: Some(token),
                }
            }
        })
    }

    /// The secret alone, for git.
    pub(super) async fn secret(&self) -> Result<Option<SecretString>, Failure> {
        match &self.signer {
            Signer::Open => Ok(None),
            Signer::Fixed(_, _, secret) => Ok(Some(secret.clone())),
            Signer::Got(source) => source.token(None).await.map(Some),
        }
    }
}
