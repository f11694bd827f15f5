//! For vendors: makes keys, signs licence files, and shows what is in one.
//!
//! ```text
//! licence_tool new-key vendor                     writes vendor.key (keep it secret) and vendor.pub
//! licence_tool sign vendor.key licence.json OUT   signs what licence.json says
//! licence_tool show FILE [vendor.pub ...]         shows a file, and whether one of the keys signed it
//! ```
//!
//! Public keys are 32 bytes in hex. A host passes them to the book when it opens it; the library itself never has a private key.

use ed25519_dalek::{Signer, SigningKey};
use seatbook_core::licence_file::{self, LicenceFile, LicenceKeys, LicencePayload};
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["new-key", name] => new_key(name),
        ["sign", key, payload, out] => sign(key, payload, out),
        ["show", file, keys @ ..] => show(file, keys),
        _ => Err("usage: licence_tool new-key NAME | sign KEY JSON OUT | show FILE [PUBLIC_KEY ...]".into()),
    }
}

fn new_key(name: &str) -> Done {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)?;
    let public = SigningKey::from_bytes(&secret).verifying_key().to_bytes();
    // A key that is there already is never overwritten, and nobody else may read a new one.
    let path = format!("{name}.key");
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{}", hex(&secret))?;
    fs::write(format!("{name}.pub"), format!("{}\n", hex(&public)))?;
    Ok(writeln!(io::stdout(), "key {}", LicenceKeys::id(&public))?)
}

fn sign(key: &str, payload: &str, out: &str) -> Done {
    let key = SigningKey::from_bytes(&read_key(key)?);
    let payload: LicencePayload = serde_json::from_str(&fs::read_to_string(payload)?)?;
    let (text, message) = licence_file::to_sign(&payload)?;
    let signature = key.sign(&message).to_bytes();
    Ok(fs::write(out, licence_file::assemble(&text, key.verifying_key().as_bytes(), &signature)?)?)
}

fn show(file: &str, keys: &[&str]) -> Done {
    let bytes = fs::read(file)?;
    let keys = keys.iter().map(|path| read_key(path)).collect::<Result<Vec<_>, _>>()?;
    let found = LicenceFile::read_unverified(&bytes)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string_pretty(found.payload())?)?;
    match LicenceFile::verify(&bytes, &LicenceKeys::new(&keys)?) {
        Ok(_) => writeln!(out, "signed with key {}, which you trust", found.key())?,
        Err(error) => writeln!(out, "not to be trusted ({}): {error}", error.status().word())?,
    }
    Ok(())
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn read_key(path: &str) -> Result<[u8; 32], Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let wrong = || format!("`{path}` is not 32 bytes in hex");
    let pairs = text
        .trim()
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()));
    let bytes: Option<Vec<u8>> = pairs.collect();
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(wrong)?)
}
