//! Reading a roster from beginning to end, portion by portion; as often as one likes, with the same outcome.

use super::format::{self, Format};
use super::lines::Encoding;
use super::notices::Notices;
use super::portion::{Most, Portion, Sink, put_under, split};
use super::source::Source;
use super::table::Watch;
use super::{RosterOptions, bildungslogin, microsoft_products, one_roster, school_data_sync};
use crate::error::{Error, Result, Status};
use crate::load::{Load, UserChange};
use crate::model::check_id;
use std::path::Path;

/// A roster that is there to be read.
pub(crate) struct Job<'a> {
    source: Source,
    format: Format,
    options: &'a RosterOptions,
}

impl<'a> Job<'a> {
    /// Looks at what there is, and what it is.
    pub fn open(path: &Path, options: &'a RosterOptions) -> Result<Self> {
        if let Some(under) = &options.under {
            check_id("org", &under.id)?;
        }
        let source = Source::open(path)?;
        let format = match options.format {
            Some(format) => format,
            None => format::recognise(&source)?,
        };
        if format.is_file() != source.is_file() {
            let (is, wanted) = if source.is_file() {
                ("a file", "a folder or a zip archive")
            } else {
                ("a folder or an archive", "one file")
            };
            let message = format!("`{}` is {is}, but `{}` is {wanted}", source.name(), format.word());
            return Err(Error::new(Status::InvalidArgument, message));
        }
        Ok(Self { source, format, options })
    }

    /// What it is.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many bytes its files have, as far as that is known.
    pub fn size(&self) -> u64 {
        self.source.size(match self.format {
            Format::SchoolDataSyncV1 => school_data_sync::FILES,
            Format::Bildungslogin | Format::MicrosoftProducts => &[],
            _ => one_roster::FILES,
        })
    }

    /// Reads it. `watch` is told how many bytes of a file are read; whatever of the two fails ends the reading.
    pub fn run(&self, watch: &mut Watch<'_>, sink: &mut Sink<'_>) -> Result<Notices> {
        let (mut first, mut orgs, mut users) = (true, 0, 0);
        let mut under = |mut portion: Portion| {
            portion.load.leavers = self.options.leavers;
            portion.load.keep_parents = !portion.load.orgs.is_empty();
            if self.options.full {
                check_full(&portion.load)?;
            }
            orgs += portion.load.orgs.len();
            users += portion.load.users.len();
            if let Some(above) = &self.options.under {
                put_under(&mut portion.load.orgs, above);
                if std::mem::take(&mut first) {
                    portion.load.orgs.push(above.clone());
                }
            }
            sink(portion)
        };
        let notices = self.read(watch, &mut under)?;
        // Whoever left lines out is told that nobody is missing for that.
        if self.options.full && orgs > 0 && users == 0 && notices.refused == 0 {
            return Err(self.nobody());
        }
        Ok(notices)
    }

    /// A roster without users is a slip of who made it, not a school that everybody has left.
    fn nobody(&self) -> Error {
        let message = format!(
            "`{}` lists no users, so everybody would be taken for missing; make the roster again, or read it without `full`",
            self.source.name()
        );
        Error::new(Status::InvalidArgument, message)
    }

    fn read(&self, watch: &mut Watch<'_>, sink: &mut Sink<'_>) -> Result<Notices> {
        let (source, options) = (&self.source, self.options);
        let encoding = options.encoding.unwrap_or(Encoding::Utf8);
        let suffix = options.teachers.as_deref();
        let mut notices = Notices::default();
        match self.format {
            Format::SchoolDataSyncV1 => {
                let load = school_data_sync::read(source, encoding, suffix, &mut notices, watch)?;
                split(load, Most::of(options.portion), sink)?;
            }
            Format::Bildungslogin => {
                bildungslogin::read(source, options.org.as_deref(), &mut notices, sink)?;
            }
            Format::MicrosoftProducts => {
                let encoding = options.encoding.unwrap_or(Encoding::Guess);
                let by_part = options.part_numbers;
                microsoft_products::read(source, encoding, by_part, &mut notices, watch, sink)?;
            }
            _ => {
                let how = one_roster::How {
                    format: self.format,
                    encoding,
                    suffix,
                    most: Most::of(options.portion),
                };
                one_roster::read(source, how, &mut notices, watch, sink)?;
            }
        }
        Ok(notices)
    }
}

/// A roster that lists everybody says who is missing; one that lists what is different does not.
fn check_full(load: &Load) -> Result<()> {
    let only_leaves = |change: &UserChange| {
        *change == UserChange { id: change.id.clone(), enabled: Some(false), ..UserChange::default() }
    };
    if load.user_changes.iter().all(only_leaves) {
        return Ok(());
    }
    let message = "the roster lists what is different, so nobody is missing in it; read it without `full`";
    Err(Error::new(Status::InvalidArgument, message))
}
