//! Licence files of scenarios. A scenario writes what a file says; it is signed when the scenario is played, with keys for tests that
//! nobody may ever trust. A signature is the same every time, so every surface is given the same bytes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use seatbook_core::licence_file::LicenceKeys;
use serde::Deserialize;
use serde_json::Value;

/// What a licence file says, and how it is signed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// What it says; fields of objects are put in order, and nothing else is done to it.
    payload: Option<Value>,
    /// Or its JSON as it shall stand there, for files that are not written in the one way in which they must be.
    text: Option<String>,
    /// Whose key signs it; the vendor's if it does not say.
    signed_by: Option<String>,
    /// The key that it says it is signed with, if that is another one.
    names: Option<String>,
    /// What it says in the end: changed after it was signed.
    altered: Option<Value>,
}

impl Licence {
    /// The file as it is sent.
    pub fn file(&self) -> String {
        let signer = key(self.signed_by.as_deref().unwrap_or("vendor"));
        let named = self.names.as_deref().map_or_else(|| signer.clone(), key);
        let payload = match (&self.payload, &self.text) {
            (Some(payload), None) => URL_SAFE_NO_PAD.encode(payload.to_string()),
            (None, Some(text)) => URL_SAFE_NO_PAD.encode(text),
            _ => panic!("a licence file has a `payload` or a `text`"),
        };
        let signature = signer.sign(format!("seatbook/licence/1\0{payload}").as_bytes());
        let sent =
            self.altered.as_ref().map_or(payload, |altered| URL_SAFE_NO_PAD.encode(altered.to_string()));
        format!(
            "seatbook-licence v1\nkey: {}\npayload: {sent}\nsig: {}\n",
            LicenceKeys::id(&named.verifying_key().to_bytes()),
            URL_SAFE_NO_PAD.encode(signature.to_bytes())
        )
    }
}

/// The public keys of those whom the book is to trust.
pub fn public_keys(names: &[String]) -> Vec<[u8; 32]> {
    names.iter().map(|name| key(name).verifying_key().to_bytes()).collect()
}

/// The key of somebody. The vendor's is that of `tests/data/licences`.
fn key(name: &str) -> SigningKey {
    let secret = match name {
        "vendor" => 7,
        "stranger" => 8,
        "new vendor" => 9,
        _ => panic!("nobody is called `{name}`"),
    };
    SigningKey::from_bytes(&[secret; 32])
}

/// Scenarios sign as the vendors' tool does, so that what they show holds for real files.
#[test]
fn files_are_those_of_the_vendors_tool() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/licences");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    for name in ["fjord-1-five-sales", "fjord-2-twelve-sales"] {
        let payload = serde_json::from_str(&read(&format!("{name}.json"))).unwrap();
        let licence =
            Licence { payload: Some(payload), text: None, signed_by: None, names: None, altered: None };
        assert_eq!(licence.file(), read(&format!("{name}.licence")));
    }
}
