//! Calendar days and durations. Terms have no time of day and no zone; the core never reads a clock.

use crate::error::{Error, Result, Status};
use crate::plant;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Days from 0001-01-01 to 1970-01-01, as chrono counts them.
const EPOCH_FROM_CE: i32 = 719_163;

/// A calendar day between 0001-01-01 and 9999-12-31, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i32);

impl Day {
    /// The first day there is.
    pub const MIN: Day = Day(-719_162);
    /// The last day there is.
    pub const MAX: Day = Day(2_932_896);

    /// The day this many days after 1970-01-01 (before, if negative).
    pub fn from_number(days: i32) -> Result<Self> {
        if (Self::MIN.0..=Self::MAX.0).contains(&days) {
            Ok(Day(days))
        } else {
            Err(Error::new(
                Status::InvalidArgument,
                format!("day number {days} is not in the years 1 to 9999"),
            ))
        }
    }

    /// A day by year, month and day of the month.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::from_date)
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Year, month (1-12), day of the month (1-31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The day before; the first day stays.
    #[must_use]
    pub fn before(self) -> Self {
        Day(self.0.saturating_sub(1)).max(Self::MIN)
    }

    /// This day plus a duration. Months are clamped to the month's end (31 Oct + 4 months = 28 or 29 Feb). What would lie
    /// after 9999-12-31 is 9999-12-31.
    #[must_use]
    pub fn plus(self, length: Length) -> Self {
        let sum = match length {
            Length::Months(months) => {
                let sum = self.date().checked_add_months(Months::new(months)).and_then(Self::from_date);
                let clamped = |sum: &Day| plant::is("wrong month clamp") && sum.ymd().2 < self.ymd().2;
                sum.map(|sum| if clamped(&sum) { Day(sum.0 + 1) } else { sum })
            }
            Length::Days(days) => i32::try_from(days).ok().and_then(|days| self.0.checked_add(days)).map(Day),
        };
        sum.unwrap_or(Self::MAX).min(Self::MAX)
    }

    /// The last day of something that begins on this day and lasts `length`: 12 months from 2025-08-18 end on 2026-08-17.
    #[must_use]
    pub fn last_of(self, length: Length) -> Self {
        self.plus(length).before().max(self)
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0 + EPOCH_FROM_CE).unwrap_or(NaiveDate::MAX)
    }

    fn from_date(date: NaiveDate) -> Option<Self> {
        Self::from_number(date.num_days_from_ce() - EPOCH_FROM_CE).ok()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong =
            || Error::new(Status::InvalidArgument, format!("`{text}` is not a day; write it as 2026-08-17"));
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(wrong());
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(Self::from_date).ok_or_else(wrong)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A length of time: so many months, or so many days; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// Calendar months, clamped to the month's end.
    Months(u32),
    /// Days.
    Days(u32),
}

impl Length {
    /// The longest length, in months or in days: more than the calendar has.
    const MOST: u32 = 4_000_000;
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Length::Months(1) => f.write_str("1 month"),
            Length::Months(months) => write!(f, "{months} months"),
            Length::Days(1) => f.write_str("1 day"),
            Length::Days(days) => write!(f, "{days} days"),
        }
    }
}

impl FromStr for Length {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::new(
                Status::InvalidArgument,
                format!("`{text}` is not a length of time; write it as `12 months` or `90 days`"),
            )
        };
        let (count, unit) = text.split_once(' ').ok_or_else(wrong)?;
        if !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let count = count.parse().ok().filter(|count| (1..=Self::MOST).contains(count)).ok_or_else(wrong)?;
        match unit {
            "month" | "months" => Ok(Length::Months(count)),
            "day" | "days" => Ok(Length::Days(count)),
            "year" | "years" => {
                Ok(Length::Months(count.checked_mul(12).filter(|n| *n <= Self::MOST).ok_or_else(wrong)?))
            }
            _ => Err(wrong()),
        }
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_clamped_to_the_months_end() {
        assert_eq!(day("2025-10-31").plus(Length::Months(4)), day("2026-02-28"));
        assert_eq!(day("2023-10-31").plus(Length::Months(4)), day("2024-02-29"));
        assert_eq!(day("2025-08-31").plus(Length::Months(1)), day("2025-09-30"));
    }

    #[test]
    fn the_last_day_is_inclusive() {
        assert_eq!(day("2025-08-18").last_of(Length::Months(12)), day("2026-08-17"));
        assert_eq!(day("2025-08-18").last_of(Length::Days(1)), day("2025-08-18"));
        assert_eq!(day("2024-02-29").last_of(Length::Months(12)), day("2025-02-27"));
    }

    #[test]
    fn the_calendars_end_holds() {
        assert_eq!(day("9999-12-31").plus(Length::Days(1)), Day::MAX);
        assert_eq!(day("9999-12-31").last_of(Length::Months(1)), Day::MAX);
        assert_eq!(Day::MIN.to_string(), "0001-01-01");
        assert_eq!(Day::MAX.to_string(), "9999-12-31");
        assert!(Day::from_number(Day::MAX.number() + 1).is_err());
        assert!(Day::from_number(i32::MIN).is_err());
    }

    #[test]
    fn only_plain_days_are_read() {
        for text in [
            "2025-8-1",
            "2025-02-29",
            "0000-01-01",
            "2025-01-01T00:00:00Z",
            " 2025-01-01",
            "+999-01-01",
            "",
            "2025/01/01",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!(day("1970-01-02").number(), 1);
    }

    #[test]
    fn lengths_are_read_as_they_are_written() {
        for text in ["1 month", "12 months", "1 day", "90 days"] {
            assert_eq!(text.parse::<Length>().unwrap().to_string(), text);
        }
        assert_eq!("2 years".parse::<Length>().unwrap(), Length::Months(24));
        for text in
            ["", "12", "0 days", "-1 days", "1.5 months", "12  months", "9999999999 days", "months 12"]
        {
            assert!(text.parse::<Length>().is_err(), "{text}");
        }
    }
}
