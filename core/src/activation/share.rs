//! How a line's total is shared among its pools.
//!
//! A line has one total and perhaps several pools, one for each delivery. What is added goes to the newest pool; what is taken away is
//! taken from the newest first, and never a seat that somebody holds. So a raise and a cut of the same size leave everything as it was.

/// A pool: how many seats it has (`None` is unlimited), and how many of them are held.
pub(crate) type Share = (Option<u32>, u64);

/// What pools, oldest first, have after they were given a total; `None` if more seats are held than that.
pub(crate) fn share(pools: &[Share], total: Option<u32>) -> Option<Vec<Option<u32>>> {
    let mut quantities: Vec<Option<u32>> = pools.iter().map(|(quantity, _)| *quantity).collect();
    let Some(total) = total else {
        if !quantities.contains(&None)
            && let Some(newest) = quantities.last_mut()
        {
            *newest = None;
        }
        return Some(quantities);
    };
    // Where there was no limit, only what is held counts as bought.
    let mut seats: Vec<u64> = pools
        .iter()
        .map(|(quantity, in_use)| quantity.map_or(*in_use, |quantity| u64::from(quantity).max(*in_use)))
        .collect();
    let (sum, total) = (seats.iter().sum::<u64>(), u64::from(total));
    if let Some(newest) = seats.last_mut() {
        *newest += total.saturating_sub(sum);
    }
    let mut surplus = sum.saturating_sub(total);
    for (seats, (_, in_use)) in seats.iter_mut().zip(pools).rev() {
        let taken = (*seats - in_use).min(surplus);
        *seats -= taken;
        surplus -= taken;
    }
    if surplus > 0 {
        return None;
    }
    seats.into_iter().map(|seats| u32::try_from(seats).ok().map(Some)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_added_goes_to_the_newest_and_is_taken_from_there_again() {
        assert_eq!(share(&[(Some(5), 3), (Some(5), 1)], Some(12)), Some(vec![Some(5), Some(7)]));
        assert_eq!(share(&[(Some(5), 3), (Some(7), 1)], Some(10)), Some(vec![Some(5), Some(5)]));
    }

    #[test]
    fn no_held_seat_is_taken() {
        assert_eq!(share(&[(Some(5), 3), (Some(5), 4)], Some(7)), Some(vec![Some(3), Some(4)]));
        assert_eq!(share(&[(Some(5), 3), (Some(5), 4)], Some(6)), None);
    }

    #[test]
    fn without_limit_and_back() {
        assert_eq!(share(&[(Some(5), 3), (Some(5), 4)], None), Some(vec![Some(5), None]));
        assert_eq!(share(&[(Some(5), 3), (None, 40)], None), Some(vec![Some(5), None]));
        assert_eq!(share(&[(Some(5), 3), (None, 40)], Some(60)), Some(vec![Some(5), Some(55)]));
        assert_eq!(share(&[(None, 3), (Some(5), 1)], Some(10)), Some(vec![Some(3), Some(7)]));
        assert_eq!(share(&[(Some(5), 3), (None, 40)], Some(42)), None);
    }

    proptest! {
        #[test]
        fn the_sum_is_the_total_and_nobody_loses_his_seat(
            pools in prop::collection::vec((prop::option::of(0..9_u32), 0..9_u64), 1..5),
            total in 0..30_u32,
        ) {
            let held: u64 = pools.iter().map(|(_, in_use)| in_use).sum();
            match share(&pools, Some(total)) {
                Some(quantities) => {
                    prop_assert_eq!(quantities.iter().map(|own| own.unwrap()).sum::<u32>(), total);
                    for (quantity, (_, in_use)) in quantities.iter().zip(&pools) {
                        prop_assert!(u64::from(quantity.unwrap()) >= *in_use);
                    }
                }
                None => prop_assert!(held > u64::from(total)),
            }
        }
    }
}
