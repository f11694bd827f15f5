//! Licence files: what a vendor signs and a customer takes over.
//!
//! A file is four lines of ASCII, each with its line end, and at most 64 KiB:
//!
//! ```text
//! seatbook-licence v1
//! key: <first 8 hex digits of the SHA-256 of the public key>
//! payload: <JSON in base64url without padding>
//! sig: <64 bytes in base64url without padding>
//! ```
//!
//! The signature is ed25519 over `seatbook/licence/1`, a zero byte, and the payload as it stands in the file. There is one
//! algorithm and no field that could name another. Nothing is decoded before the signature is known to be right; then the JSON must be
//! canonical: keys sorted, each once, no blanks, whole numbers, no field that is not known.

use crate::error::{Error, Result, Status};
use crate::limits;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::Signature;

mod keys;
mod payload;

pub use keys::LicenceKeys;
pub use payload::{LicenceLine, LicencePayload, LineKind, LineTerms};

const FIRST_LINE: &str = "seatbook-licence v1";
/// What is signed begins with this, so that no signature made for anything else can be taken for one of a licence file.
const DOMAIN: &[u8] = b"seatbook/licence/1\0";

/// A licence file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceFile {
    payload: LicencePayload,
    key: String,
    text: String,
}

impl LicenceFile {
    /// Reads a file that is signed with one of the keys. Every reason to refuse it has a status of its own.
    pub fn verify(bytes: &[u8], keys: &LicenceKeys) -> Result<Self> {
        let parts = Parts::split(bytes)?;
        let candidates = keys.with_id(parts.key);
        if candidates.is_empty() {
            let message = if keys.is_empty() {
                "no vendor is trusted: open the book with the licence keys of those who may sign".to_owned()
            } else {
                format!(
                    "the licence file is signed with key `{}`, which the book was not opened with",
                    parts.key
                )
            };
            return Err(Error::new(Status::UnknownKey, message).with("key", parts.key));
        }
        let wrong = || {
            Error::new(
                Status::WrongSignature,
                "the licence file was changed after it was signed; ask for it again",
            )
        };
        let signature: [u8; 64] =
            decode(parts.signature).and_then(|bytes| bytes.try_into().ok()).ok_or_else(wrong)?;
        let (signature, message) = (Signature::from_bytes(&signature), message(parts.payload));
        if !candidates.iter().any(|key| key.verify_strict(&message, &signature).is_ok()) {
            return Err(wrong());
        }
        parts.read()
    }

    /// Reads a file without looking at its signature: to show it, never to trust it.
    pub fn read_unverified(bytes: &[u8]) -> Result<Self> {
        Parts::split(bytes)?.read()
    }

    /// What the file says.
    pub fn payload(&self) -> &LicencePayload {
        &self.payload
    }

    /// The id of the key that it names: the first 8 hex digits of the SHA-256 of the public key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The file as it came.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The three fields of a file.
struct Parts<'a> {
    text: &'a str,
    key: &'a str,
    payload: &'a str,
    signature: &'a str,
}

impl<'a> Parts<'a> {
    fn split(bytes: &'a [u8]) -> Result<Self> {
        if bytes.len() > limits::LICENCE_BYTES {
            let message = format!("a licence file is at most {} bytes long", limits::LICENCE_BYTES);
            return Err(Error::new(Status::Limit, message).with("limit", limits::LICENCE_BYTES as u64));
        }
        let wrong = || {
            Error::new(
                Status::NotALicenceFile,
                "this is not a licence file as it was sent: it must be the four lines of the vendor, unchanged",
            )
        };
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()).ok_or_else(wrong)?;
        let mut lines = text.strip_suffix('\n').ok_or_else(wrong)?.split('\n');
        let mut field = |name: &str| lines.next()?.strip_prefix(name);
        let (first, key) = (field(FIRST_LINE), field("key: "));
        let (payload, signature) = (field("payload: "), field("sig: "));
        let (Some(""), Some(key), Some(payload), Some(signature), None) =
            (first, key, payload, signature, lines.next())
        else {
            return Err(wrong());
        };
        let is_id = key.len() == 8 && key.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_id || [payload, signature].iter().any(|field| field.bytes().any(|byte| !is_base64url(byte))) {
            return Err(wrong());
        }
        Ok(Self { text, key, payload, signature })
    }

    fn read(&self) -> Result<LicenceFile> {
        let json = decode(self.payload).ok_or_else(|| {
            Error::new(
                Status::NotCanonical,
                "the payload of the licence file is not base64url without padding",
            )
        })?;
        Ok(LicenceFile {
            payload: LicencePayload::from_canonical_json(&json)?,
            key: self.key.to_owned(),
            text: self.text.to_owned(),
        })
    }
}

const fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn message(payload: &str) -> Vec<u8> {
    [DOMAIN, payload.as_bytes()].concat()
}

/// A payload as it stands in a file, and the bytes that its vendor must sign. For vendors: the library never has a private key.
pub fn to_sign(payload: &LicencePayload) -> Result<(String, Vec<u8>)> {
    let text = URL_SAFE_NO_PAD.encode(payload.to_canonical_json()?);
    let message = message(&text);
    Ok((text, message))
}

/// The file of a payload as [`to_sign`] gave it, with its signature.
pub fn assemble(payload: &str, public_key: &[u8; 32], signature: &[u8; 64]) -> Result<Vec<u8>> {
    let key = LicenceKeys::id(public_key);
    let signature = URL_SAFE_NO_PAD.encode(signature);
    let file = format!("{FIRST_LINE}\nkey: {key}\npayload: {payload}\nsig: {signature}\n").into_bytes();
    // What is too long, or signed wrongly, must not leave the house.
    LicenceFile::verify(&file, &LicenceKeys::new(&[*public_key])?)?;
    Ok(file)
}
