//! Places that integrations have by turns: whoever has waited takes the next free place in the order of a round, so
//! that one with much to do does not keep the others waiting.

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
    /// How many wait, by integration.
    waiting: BTreeMap<String, usize>,
    /// Who took the last place.
    last: String,
}

impl State {
    /// Whose turn it is among those that wait.
    fn next(&self) -> Option<&String> {
        let after = (std::ops::Bound::Excluded(&self.last), std::ops::Bound::Unbounded);
        let after = self.waiting.range::<String, _>(after).next();
        after
            .or_else(|| self.waiting.first_key_value())
            .map(|(who, _)| who)
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

    /// Waits for a place.
    pub(crate) async fn enter(self: &Arc<Self>, who: &str) -> Turn {
        let _waiting = Waiting::new(self, who);
        loop {
            let freed = self.freed.notified();
            {
                let mut state = self.state();
                if state.taken < self.places && state.next().is_some_and(|next| next == who) {
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
}

impl<'a> Waiting<'a> {
    fn new(turns: &'a Turns, who: &'a str) -> Self {
        *turns.state().waiting.entry(who.to_owned()).or_default() += 1;
        Self { turns, who }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.state();
        if let Some(count) = state.waiting.get_mut(self.who) {
            *count -= 1;
            if *count == 0 {
                state.waiting.remove(self.who);
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
        let first = turns.enter("z").await;
        let mut all = tokio::task::JoinSet::new();
        for who in ["a", "a", "a", "a", "b", "c", "b"] {
            let (turns, order) = (Arc::clone(&turns), Arc::clone(&order));
            all.spawn(async move {
                let _turn = turns.enter(who).await;
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
    async fn who_gives_up_waiting_holds_nobody_up() {
        let turns = Turns::new(1);
        let first = turns.enter("a").await;
        let given_up = tokio::spawn({
            let turns = Arc::clone(&turns);
            async move { drop(turns.enter("b").await) }
        });
        let waits = tokio::spawn({
            let turns = Arc::clone(&turns);
            async move { drop(turns.enter("c").await) }
        });
        tokio::task::yield_now().await;
        given_up.abort();
        drop(given_up.await);
        drop(first);
        waits.await.unwrap();
    }
}
