//! For vendors: makes keys, signs licence files, and shows what is in one.
//!
//! ```text
//! licence_tool new-key vendor                     writes vendor.key (keep it secret) and vendor.pub
//! licence_tool sign vendor.key licence.json OUT   signs what licence.json says
//! licence_tool show FILE [vendor.pub ...]         shows a file, and whether one of the keys signed it; if none did, it fails
//! ```
//!
//! A key is 32 bytes in hex; a secret one has the word `secret` before it, so that nobody signs with the key that everybody knows. A
//! host passes public keys to the book when it opens it; the library itself never has a private key.

use ed25519_dalek::{Signer, SigningKey};
use seatbook_core::Status;
use seatbook_core::licence_file::{self, LicenceFile, LicenceKeys, LicencePayload};
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::process::ExitCode;

type Done = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "licence_tool: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Done {
    match words {
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
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    writeln!(opened.map_err(|error| at(&path, &error))?, "{SECRET}{}", hex(&secret))?;
    fs::write(format!("{name}.pub"), format!("{}\n", hex(&public)))?;
    let id = LicenceKeys::id(&public);
    Ok(writeln!(io::stdout(), "{name}.key signs as key {id}; keep it secret. Hosts trust {name}.pub")?)
}

fn sign(key: &str, payload: &str, out: &str) -> Done {
    let key = SigningKey::from_bytes(&read_key(key, SECRET)?);
    let json = fs::read_to_string(payload).map_err(|error| at(payload, &error))?;
    let licence: LicencePayload = serde_json::from_str(&json).map_err(|error| at(payload, &error))?;
    let (text, message) = licence_file::to_sign(&licence).map_err(|error| at(payload, &error))?;
    let signature = key.sign(&message).to_bytes();
    let file = licence_file::assemble(&text, key.verifying_key().as_bytes(), &signature)?;
    fs::write(out, file).map_err(|error| at(out, &error))?;
    let LicencePayload { owner, serial_number, version, lines, .. } = licence;
    let lines = lines.len();
    Ok(writeln!(
        io::stdout(),
        "{out}: version {version} for {owner}, serial number {serial_number}; lines: {lines}"
    )?)
}

fn show(file: &str, keys: &[&str]) -> Done {
    let bytes = fs::read(file).map_err(|error| at(file, &error))?;
    let keys = keys.iter().map(|path| read_key(path, "")).collect::<Result<Vec<_>, _>>()?;
    let found = LicenceFile::read_unverified(&bytes).map_err(|error| at(file, &error))?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string_pretty(found.payload())?)?;
    if keys.is_empty() {
        let id = found.key();
        return Ok(writeln!(out, "says it is signed with key {id}; name public keys to see whether it is")?);
    }
    LicenceFile::verify(&bytes, &LicenceKeys::new(&keys)?).map_err(|error| match error.status() {
        Status::UnknownKey => format!("{file}: none of these keys signed it; it names key {}", found.key()),
        status => format!("{file} is not to be trusted ({}): {error}", status.word()),
    })?;
    Ok(writeln!(out, "signed with key {}, which you trust", found.key())?)
}

/// What a secret key's file begins with.
const SECRET: &str = "secret ";

/// What went wrong, and with which file.
fn at(path: &str, error: &dyn Error) -> String {
    format!("{path}: {error}")
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The key in a file, after a word.
fn read_key(path: &str, word: &str) -> Result<[u8; 32], Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| at(path, &error))?;
    let wrong = || format!("`{path}` is not a {}key", if word.is_empty() { "public " } else { word });
    let pairs = text
        .trim()
        .strip_prefix(word)
        .ok_or_else(wrong)?
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()));
    let bytes: Option<Vec<u8>> = pairs.collect();
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(wrong)?)
}
