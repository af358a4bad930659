//! A person's agreement: where to send them, and what their coming back brings.
//! <https://www.rfc-editor.org/rfc/rfc6749#section-4.1>, with proof keys by <https://www.rfc-editor.org/rfc/rfc7636>.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use url::Url;
use weir_connect::{AuthKind, AuthMethod, FetchError, Grant};

use crate::failure::Halt;
use crate::{Engine, IntegrationSpec};

/// The address of the page where a person agrees; `None` when the integration needs nobody's agreement.
pub fn authorize_url(
    spec: &IntegrationSpec,
    redirect: &str,
    state: &SecretString,
    verifier: &SecretString,
) -> Result<Option<String>, FetchError> {
    let AuthKind::OAuth2(server) = spec.auth_method()?.kind else {
        return Ok(None);
    };
    let Grant::AuthorizationCode { authorize_url, extra } = server.grant else {
        return Ok(None);
    };
    let wrong = |message: String| FetchError::Config { message };
    let client = spec
        .text(AuthMethod::CLIENT_ID)
        .ok_or_else(|| wrong(format!("`{}` is missing", AuthMethod::CLIENT_ID)))?;
    let mut url = Url::parse(&authorize_url(&spec.base_url()?))
        .map_err(|error| wrong(format!("the address of the upstream does not do ({error})")))?;
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose_secret().as_bytes()));
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", client)
        .append_pair("redirect_uri", redirect)
        .append_pair("scope", &server.scopes.join(" "))
        .append_pair("state", state.expose_secret())
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(extra);
    Ok(Some(url.into()))
}

impl Engine {
    /// Trades the code that a person brought back for the secrets to store.
    pub async fn authorize(
        &self,
        spec: &IntegrationSpec,
        code: &SecretString,
        verifier: &SecretString,
        redirect: &str,
    ) -> Result<BTreeMap<String, SecretString>, FetchError> {
        let nothing = || FetchError::Config {
            message: "this way to authenticate needs nobody's agreement".to_owned(),
        };
        let traded = async {
            let client = self.client(spec, &CancellationToken::new()).await?;
            let client = client.ok_or_else(nothing)?;
            Ok::<_, Halt>(client.trade(code, verifier, redirect).await?)
        };
        traded.await.map_err(|halt| match halt {
            Halt::Fetch(failure) => failure.error,
            Halt::Store(error) => FetchError::Config {
                message: error.to_string(),
            },
            Halt::Cancelled => nothing(),
        })
    }
}
