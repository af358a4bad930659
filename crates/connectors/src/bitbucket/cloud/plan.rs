//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

/// Pages fill up except for the last one.
pub(in crate::bitbucket) fn plan(load: &Load) -> Cost {
    Cost {
        requests: load.of("repositories").div_ceil(100),
        points: 0,
    }
}
