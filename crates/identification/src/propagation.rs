//! Components too large for an exact sum, quickly: belief propagation.
//!
//! Families and remains tell each other what they expect (Pearl 1988, *Probabilistic Reasoning in Intelligent
//! Systems*; for assignments, Bayati, Shah & Sharma 2008, *IEEE Trans Inf Theory* 54:1241). Remains tell a family how
//! probable it is that no other family has them; a family tells remains how much it would want them, given what the
//! others of its remains said. Where families hang together without loops the probabilities are exact; a loop is
//! counted as if it were unrolled, and the error is of the order of the product of the ties along it. So it serves
//! alone where an error in the third decimal does no harm (how many people are outside, what a line of evidence adds);
//! where it would, [`crate::sampling`] checks it.

use crate::assignment::Choice;
use crate::choices::Choices;

/// Rounds in which each family that heard something new is heard once, at most.
const ROUNDS: usize = 200;
/// How much others want remains changes by no more than this, or this share of it: nothing new, where all decimals count.
pub(crate) const NOTHING_NEW: f64 = 1e-8;
/// From this round on a family says the mean of what it said and what it would say now, so that nothing goes back and
/// forth.
const CALM: usize = 60;
/// No remains are less free than this.
const LEAST: f64 = 1e-200;

/// A family's choices.
#[derive(Debug)]
struct Member {
    choices: Choices,
    /// The remains that it may have, each once.
    wanted: Vec<usize>,
    /// For each entry of [`Choices::remains`], its place in `wanted`.
    places: Vec<usize>,
}

/// By family, how much it wants each of the remains that it may have.
pub(crate) type Wishes = Vec<Vec<f64>>;

/// What a family says.
struct Said {
    /// How much it wants each of [`Member::wanted`]: what the weights with them are to those without.
    wish: Vec<f64>,
    /// How much others wanted each of them when it was heard last.
    heard: Vec<f64>,
    marginals: Vec<f64>,
}

impl Member {
    fn new(choices: &[Choice]) -> Self {
        let choices = Choices::new(choices);
        let mut wanted = choices.remains.clone();
        wanted.sort_unstable();
        wanted.dedup();
        let places = choices.remains.iter().map(|r| wanted.partition_point(|w| w < r)).collect();
        Self { choices, wanted, places }
    }

    /// The places in `wanted` that a choice uses.
    fn places_of(&self, choice: usize) -> &[usize] {
        &self.places[self.choices.begins[choice]..self.choices.begins[choice + 1]]
    }

    /// Nothing is said yet, and nobody was heard.
    fn silent(&self) -> Said {
        let wanted = self.wanted.len();
        Said {
            wish: vec![0.0; wanted],
            heard: vec![f64::INFINITY; wanted],
            marginals: vec![0.0; self.choices.weights.len()],
        }
    }
}

/// Families and the remains that they want.
#[derive(Debug)]
pub(crate) struct Network {
    members: Vec<Member>,
    /// By remains, who may have them: family, and the place in its list.
    wanting: Vec<Vec<(usize, usize)>>,
}

impl Network {
    pub(crate) fn new<T: AsRef<[Choice]>>(families: &[T]) -> Self {
        let members: Vec<Member> = families.iter().map(|choices| Member::new(choices.as_ref())).collect();
        let most = members.iter().filter_map(|m| m.wanted.last()).max().map_or(0, |r| r + 1);
        let mut wanting: Vec<Vec<(usize, usize)>> = vec![Vec::new(); most];
        for (f, member) in members.iter().enumerate() {
            for (place, &r) in member.wanted.iter().enumerate() {
                wanting[r].push((f, place));
            }
        }
        Self { members, wanting }
    }

    /// Probability of each choice, by family and choice. What changes by no more than a share `nothing_new` is not heard.
    pub(crate) fn propagate(&self, nothing_new: f64) -> Vec<Vec<f64>> {
        let weights: Vec<&[f64]> = self.members.iter().map(|m| &m.choices.weights[..]).collect();
        self.propagated(&weights, nothing_new, None).0
    }

    /// The same with other weights, by family the lns, and what families want in the end. They begin with `wishes`, if there
    /// are any: of other weights that are much the same, this takes fewer rounds.
    pub(crate) fn propagate_with<W: Iterator<Item = f64>>(
        &self,
        ln_weights: impl Iterator<Item = W>,
        nothing_new: f64,
        wishes: Option<&Wishes>,
    ) -> (Vec<Vec<f64>>, Wishes) {
        let weights =
            self.members.iter().zip(ln_weights).map(|(m, ln_weights)| m.choices.weights(ln_weights));
        let weights: Vec<Vec<f64>> = weights.collect();
        self.propagated(&weights, nothing_new, wishes)
    }

    fn propagated(
        &self,
        weights: &[impl AsRef<[f64]>],
        nothing_new: f64,
        begin: Option<&Wishes>,
    ) -> (Vec<Vec<f64>>, Wishes) {
        let Self { members, wanting } = self;
        let most = wanting.len();
        let mut said: Vec<Said> = members.iter().map(Member::silent).collect();
        // By remains, the sum of all wishes.
        let mut wishes = vec![0.0; most];
        if let Some(begin) = begin {
            said.iter_mut().zip(begin).for_each(|(said, begin)| said.wish.clone_from(begin));
            add_wishes(members, &said, &mut wishes);
        }
        let (mut wanted, mut free, mut with) = (Vec::new(), Vec::new(), Vec::new());
        // Most families settle in a few rounds; those that are tied in loops take more.
        let mut restless = vec![true; members.len()];
        for round in 0..ROUNDS {
            let mut is_quiet = true;
            for f in 0..members.len() {
                // How much others want each remains.
                wanted.clear();
                wanted.extend(members[f].wanted.iter().zip(&said[f].wish).map(|(&r, own)| {
                    if *own < 0.5 * wishes[r] {
                        wishes[r] - own
                    } else {
                        // The difference would be mostly rounding.
                        let others = wanting[r].iter().filter(|(g, _)| *g != f);
                        others.map(|&(g, place)| said[g].wish[place]).sum()
                    }
                }));
                let is_new = |(now, heard): (&f64, &f64)| (now - heard).abs() > nothing_new * (1.0 + now);
                if !restless[f] && !wanted.iter().zip(&said[f].heard).any(is_new) {
                    continue;
                }
                is_quiet = false;
                free.clear();
                free.extend(wanted.iter().map(|others: &f64| (1.0 / (1.0 + others)).max(LEAST)));
                said[f].heard.clone_from(&wanted);
                restless[f] = false;
                let (member, own) = (&members[f], &mut said[f]);
                with.clear();
                with.resize(member.wanted.len(), 0.0);
                let mut total = 0.0;
                let mut now = std::mem::take(&mut own.marginals);
                for (choice, p) in now.iter_mut().enumerate() {
                    let places = member.places_of(choice);
                    let weight: f64 =
                        places.iter().fold(weights[f].as_ref()[choice], |w, &place| w * free[place]);
                    places.iter().for_each(|&place| with[place] += weight);
                    total += weight;
                    *p = weight;
                }
                for (place, with) in with.iter().enumerate() {
                    let without = if *with < 0.5 * total {
                        total - with
                    } else {
                        let others =
                            now.iter().enumerate().filter(|(c, _)| !member.places_of(*c).contains(&place));
                        others.map(|(_, weight)| weight).sum()
                    };
                    let wish = with / free[place] / without;
                    let says = if round < CALM { wish } else { f64::midpoint(wish, own.wish[place]) };
                    let change = says - own.wish[place];
                    // Half the way: the rest is still to be said.
                    restless[f] |= round >= CALM && change.abs() > nothing_new * (1.0 + says);
                    let sum = &mut wishes[member.wanted[place]];
                    *sum = (*sum + change).max(says);
                    own.wish[place] = says;
                }
                now.iter_mut().for_each(|p| *p /= total);
                own.marginals = now;
            }
            if is_quiet {
                break;
            }
            // What was added and taken away again leaves roundings.
            wishes.fill(0.0);
            add_wishes(members, &said, &mut wishes);
        }
        said.into_iter().map(|said| (said.marginals, said.wish)).unzip()
    }
}

/// Adds what families want to what is wanted of each remains.
fn add_wishes(members: &[Member], said: &[Said], wishes: &mut [f64]) {
    for (member, said) in members.iter().zip(said) {
        member.wanted.iter().zip(&said.wish).for_each(|(&r, wish)| wishes[r] += wish);
    }
}
