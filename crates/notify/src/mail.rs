use lettre::message::{Mailbox, Message as Letter, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{SmtpTransport, Transport as _};
use secrecy::ExposeSecret;

use crate::channel::{Mail, Security};
use crate::{Message, SendError, TIMEOUT};

pub(crate) async fn send(mail: &Mail, message: &Message) -> Result<(), SendError> {
    let letter = letter(mail, message).map_err(SendError::refused)?;
    let transport = transport(mail).map_err(SendError::later)?;
    // The blocking transport: the one on tokio changes features of crates that the engine is built on, which would be
    // compiled twice.
    let sent = tokio::task::spawn_blocking(move || transport.send(&letter))
        .await
        .map_err(|error| SendError::later(format!("the mail was not sent: {error}")))?;
    match sent {
        Ok(_) => Ok(()),
        Err(error) if error.is_permanent() => Err(SendError::refused(reason(&error))),
        Err(error) => Err(SendError::later(reason(&error))),
    }
}

fn letter(mail: &Mail, message: &Message) -> Result<Letter, String> {
    let mailbox = |text: &str| {
        text.parse::<Mailbox>()
            .map_err(|_| format!("`{text}` is not a mail address"))
    };
    let from = mailbox(&mail.config.from)?;
    // The same for every try: mail programs show it once.
    let id = format!("<{}@{}>", message.id, from.email.domain());
    let mut letter = Letter::builder()
        .from(from)
        .subject(format!("Weir: {}", message.title))
        .message_id(Some(id))
        .header(ContentType::TEXT_PLAIN);
    for to in &mail.config.to {
        letter = letter.to(mailbox(to)?);
    }
    letter
        .body(message.plain())
        .map_err(|error| format!("the mail cannot be written: {error}"))
}

fn transport(mail: &Mail) -> Result<SmtpTransport, String> {
    let host = mail.config.host.as_str();
    let parameters = || {
        TlsParameters::new(host.to_owned()).map_err(|error| format!("certificates cannot be read: {error}"))
    };
    let tls = match mail.config.security {
        Security::Tls => Tls::Wrapper(parameters()?),
        Security::Starttls => Tls::Required(parameters()?),
        Security::None => Tls::None,
    };
    let mut builder = SmtpTransport::builder_dangerous(host)
        .port(mail.config.port)
        .timeout(Some(TIMEOUT))
        .tls(tls);
    if let (Some(user), Some(password)) = (&mail.config.username, &mail.password) {
        builder = builder.credentials(Credentials::new(
            user.clone(),
            password.expose_secret().to_owned(),
        ));
    }
    Ok(builder.build())
}

fn reason(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    format!("the mail server did not take it: {text}")
}
