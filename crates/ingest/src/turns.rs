//! Places that integrations have by turns: whoever has waited takes the next free place in the order of a round, so
//! that one with much to do does not keep the others waiting. What keeps things fresh goes before all history, whosever
//! it is: a place is taken for one request, so that history makes way at each of its pages.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// A number of places.
#[derive(Debug)]
pub(crate) struct Turns {
    places: usize,
    state: Mutex<State>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct State {
    taken: usize,
    /// How many wait, by integration: for what is fresh, and for history.
    waiting: [BTreeMap<String, usize>; 2],
    /// Who took the last place.
    last: String,
}

impl State {
    /// Whether it is the turn of one that waits.
    fn is_turn_of(&self, who: &str, fresh: bool) -> bool {
        let [of_fresh, of_history] = &self.waiting;
        if !fresh && !of_fresh.is_empty() {
            return false;
        }
        let waiting = if fresh { of_fresh } else { of_history };
        let after = (std::ops::Bound::Excluded(&self.last), std::ops::Bound::Unbounded);
        let after = waiting.range::<String, _>(after).next();
        let next = after.or_else(|| waiting.first_key_value());
        next.is_some_and(|(next, _)| next == who)
    }
}

impl Turns {
    pub(crate) fn new(places: usize) -> Arc<Self> {
        Arc::new(Self {
            places: places.max(1),
            state: Mutex::default(),
            freed: Notify::new(),
        })
    }

    /// Waits for a place, for what keeps things fresh or for history.
    pub(crate) async fn enter(self: &Arc<Self>, who: &str, fresh: bool) -> Turn {
        let _waiting = Waiting::new(self, who, fresh);
        loop {
            let freed = self.freed.notified();
            {
                let mut state = self.state();
                if state.taken < self.places && state.is_turn_of(who, fresh) {
                    state.taken += 1;
                    who.clone_into(&mut state.last);
                    return Turn(Arc::clone(self));
                }
            }
            freed.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A taken place, free again when dropped.
pub(crate) struct Turn(Arc<Turns>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.state().taken -= 1;
        self.0.freed.notify_waiters();
    }
}

/// One that waits; it may give up at any moment.
struct Waiting<'a> {
    turns: &'a Turns,
    who: &'a str,
    fresh: bool,
}

/// Where those are that wait for the same.
fn among(state: &mut State, fresh: bool) -> &mut BTreeMap<String, usize> {
    let [of_fresh, of_history] = &mut state.waiting;
    if fresh { of_fresh } else { of_history }
}

impl<'a> Waiting<'a> {
    fn new(turns: &'a Turns, who: &'a str, fresh: bool) -> Self {
        *among(&mut turns.state(), fresh)
            .entry(who.to_owned())
            .or_default() += 1;
        Self { turns, who, fresh }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.state();
        let waiting = among(&mut state, self.fresh);
        if let Some(count) = waiting.get_mut(self.who) {
            *count -= 1;
            if *count == 0 {
                waiting.remove(self.who);
            }
        }
        drop(state);
        // It may be another's turn now, and there may be more places.
        self.turns.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::Turns;

    #[tokio::test]
    async fn places_go_round_whoever_has_how_much_to_do() {
        let turns = Turns::new(1);
        let order = Arc::new(Mutex::new(Vec::new()));
        let first = turns.enter("z", false).await;
        let mut all = tokio::task::JoinSet::new();
        for who in ["a", "a", "a", "a", "b", "c", "b"] {
            let (turns, order) = (Arc::clone(&turns), Arc::clone(&order));
            all.spawn(async move {
                let _turn = turns.enter(who, false).await;
                order.lock().unwrap().push(who);
                tokio::task::yield_now().await;
            });
            tokio::task::yield_now().await;
        }
        drop(first);
        all.join_all().await;
        assert_eq!(*order.lock().unwrap(), ["a", "b", "c", "a", "b", "a", "a"]);
    }

    #[tokio::test]
    async fn what_is_fresh_goes_before_the_history_of_all() {
        let turns = Turns::new(1);
        let order = Arc::new(Mutex::new(Vec::new()));
        let first = turns.enter("z", false).await;
        let mut all = tokio::task::JoinSet::new();
        for (who, fresh) in [
            ("a", false),
            ("a", false),
            ("b", true),
            ("b", true),
            ("c", true),
            ("a", true),
        ] {
            let (turns, order) = (Arc::clone(&turns), Arc::clone(&order));
            all.spawn(async move {
                let _turn = turns.enter(who, fresh).await;
                order.lock().unwrap().push((who, fresh));
                tokio::task::yield_now().await;
            });
            tokio::task::yield_now().await;
        }
        drop(first);
        all.join_all().await;
        let expected = [
            ("a", true),
            ("b", true),
            ("c", true),
            ("b", true),
            ("a", false),
            ("a", false),
        ];
        assert_eq!(*order.lock().unwrap(), expected);
    }

    #[tokio::test]
    async fn who_gives_up_waiting_holds_nobody_up() {
        let turns = Turns::new(1);
        let first = turns.enter("a", false).await;
        let given_up = tokio::spawn({
            let turns = Arc::clone(&turns);
            async move { drop(turns.enter("b", false).await) }
        });
        let waits = tokio::spawn({
            let turns = Arc::clone(&turns);
            async move { drop(turns.enter("c", false).await) }
        });
        tokio::task::yield_now().await;
        given_up.abort();
        drop(given_up.await);
        drop(first);
        waits.await.unwrap();
    }
}
