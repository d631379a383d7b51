//! Deficits of many remains, looked up and added at once.
//!
//! Each way of doing it lets the same remains pass: they add the same numbers, and stay at 255 once they are there.

/// Remains in a block.
pub const LANES: usize = 512;
/// Codes of a locus.
pub const CODES: usize = 128;
/// From this locus on it is asked whether all are at 255.
const FIRST: usize = 3;

/// Codes of a block's remains at one locus, each below [`CODES`].
#[derive(Debug, Clone)]
#[repr(align(64))]
pub struct Row(pub [u8; LANES]);

/// Deficits by code.
#[derive(Debug, Clone)]
#[repr(align(64))]
pub struct Table(pub [u8; CODES]);

/// Which remains of a block pass: a bit each.
pub type Passing = [u64; LANES / 64];

impl Row {
    /// The same code for all.
    #[must_use]
    pub fn of(code: u8) -> Self {
        Self([code; LANES])
    }
}

/// What a processor can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Looks up 64 of 128 bytes by one instruction.
    #[cfg(target_arch = "x86_64")]
    Avx512Vbmi,
    /// Looks up 32 of 16 bytes by one instruction.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Looks up 16 of 64 bytes by one instruction.
    #[cfg(target_arch = "aarch64")]
    Neon,
    /// One after the other.
    Scalar,
}

impl Level {
    /// What this processor can do, the fastest first; always [`Level::Scalar`] at last.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut levels = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vbmi") {
                levels.push(Self::Avx512Vbmi);
            }
            if is_x86_feature_detected!("avx2") {
                levels.push(Self::Avx2);
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            levels.push(Self::Neon);
        }
        levels.push(Self::Scalar);
        levels
    }

    /// The fastest.
    #[must_use]
    pub fn best() -> Self {
        Self::available()[0]
    }

    /// Its name.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512Vbmi => "AVX-512 VBMI",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => "AVX2",
            #[cfg(target_arch = "aarch64")]
            Self::Neon => "NEON",
            Self::Scalar => "one by one",
        }
    }
}

/// Which remains have deficits of less than 255 together: `codes` of a block by locus, `order` the loci that are
/// asked, `tables` their deficits in the same order.
///
/// # Panics
/// If `level` is none of [`Level::available`], or a locus of `order` has no codes.
#[must_use]
pub fn passing(level: Level, codes: &[Row], order: &[usize], tables: &[Table]) -> Passing {
    assert!(order.iter().all(|&l| l < codes.len()), "codes for each locus");
    let mut passing = [0; LANES / 64];
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512Vbmi => {
            assert!(is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vbmi"));
            // SAFETY: the processor has the instructions.
            unsafe { x86::avx512(codes, order, tables, &mut passing) }
        }
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => {
            assert!(is_x86_feature_detected!("avx2"));
            // SAFETY: the processor has the instructions.
            unsafe { x86::avx2(codes, order, tables, &mut passing) }
        }
        #[cfg(target_arch = "aarch64")]
        Level::Neon => {
            assert!(std::arch::is_aarch64_feature_detected!("neon"));
            // SAFETY: the processor has the instructions.
            unsafe { arm::neon(codes, order, tables, &mut passing) }
        }
        Level::Scalar => scalar(codes, order, tables, &mut passing),
    }
    passing
}

fn scalar(codes: &[Row], order: &[usize], tables: &[Table], passing: &mut Passing) {
    for (group, passing) in passing.iter_mut().enumerate() {
        let mut sums = [0_u8; 64];
        for (i, (&l, table)) in order.iter().zip(tables).enumerate() {
            for (sum, code) in sums.iter_mut().zip(&codes[l].0[group * 64..]) {
                *sum = sum.saturating_add(table.0[usize::from(*code) % CODES]);
            }
            if i >= FIRST && sums.iter().all(|&sum| sum == u8::MAX) {
                break;
            }
        }
        *passing = sums.iter().rev().fold(0, |bits, &sum| bits << 1 | u64::from(sum < u8::MAX));
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, __m512i, _mm_load_si128, _mm256_adds_epu8, _mm256_and_si256, _mm256_broadcastsi128_si256,
        _mm256_cmpeq_epi8, _mm256_load_si256, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8,
        _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_xor_si256, _mm512_adds_epu8, _mm512_and_si512,
        _mm512_cmpneq_epu8_mask, _mm512_load_si512, _mm512_permutex2var_epi8, _mm512_set1_epi8,
        _mm512_setzero_si512,
    };

    use super::{CODES, FIRST, LANES, Passing, Row, Table};

    /// Vectors whose sums are kept at once.
    const VECTORS: usize = 4;

    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
    pub(super) fn avx512(codes: &[Row], order: &[usize], tables: &[Table], passing: &mut Passing) {
        let full = _mm512_set1_epi8(-1);
        for (group, passing) in passing.as_chunks_mut::<VECTORS>().0.iter_mut().enumerate() {
            let mut sums = [_mm512_setzero_si512(); VECTORS];
            for (i, (&l, table)) in order.iter().zip(tables).enumerate() {
                // SAFETY: rows and tables are aligned to 64 bytes, and as long as is read.
                let (low, high) = unsafe { (load512(&table.0, 0), load512(&table.0, 64)) };
                for (v, sum) in sums.iter_mut().enumerate() {
                    let codes = unsafe { load512(&codes[l].0, (group * VECTORS + v) * 64) };
                    *sum = _mm512_adds_epu8(*sum, _mm512_permutex2var_epi8(low, codes, high));
                }
                if i >= FIRST {
                    let least = _mm512_and_si512(
                        _mm512_and_si512(sums[0], sums[1]),
                        _mm512_and_si512(sums[2], sums[3]),
                    );
                    if _mm512_cmpneq_epu8_mask(least, full) == 0 {
                        break;
                    }
                }
            }
            *passing = sums.map(|sum| _mm512_cmpneq_epu8_mask(sum, full));
        }
    }

    /// # Safety
    /// `at` is a multiple of 64, and 64 bytes are there; the bytes themselves are aligned to 64.
    #[target_feature(enable = "avx512f")]
    unsafe fn load512(bytes: &[u8], at: usize) -> __m512i {
        debug_assert!(at + 64 <= bytes.len());
        // SAFETY: by the caller.
        unsafe { _mm512_load_si512(bytes.as_ptr().add(at).cast()) }
    }

    /// 128 bytes are eight tables of 16; the right one is the one whose number is in a code's upper half.
    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(codes: &[Row], order: &[usize], tables: &[Table], passing: &mut Passing) {
        let full = _mm256_set1_epi8(-1);
        let out_of_table = _mm256_set1_epi8(0x70);
        for group in 0..LANES / (32 * VECTORS) {
            let mut sums = [_mm256_setzero_si256(); VECTORS];
            for (i, (&l, table)) in order.iter().zip(tables).enumerate() {
                let mut deficits = [_mm256_setzero_si256(); VECTORS];
                // SAFETY: rows and tables are aligned to 64 bytes, and as long as is read.
                let codes: [__m256i; VECTORS] = std::array::from_fn(|v| unsafe {
                    _mm256_load_si256(codes[l].0.as_ptr().add((group * VECTORS + v) * 32).cast())
                });
                for (part, number) in (0..CODES / 16).zip((0_i8..).step_by(16)) {
                    // SAFETY: as above.
                    let part_of_table = unsafe {
                        _mm256_broadcastsi128_si256(_mm_load_si128(table.0.as_ptr().add(part * 16).cast()))
                    };
                    let number = _mm256_set1_epi8(number);
                    for (deficit, codes) in deficits.iter_mut().zip(codes) {
                        // Codes of another part become 0x80 and more, for which a shuffle gives 0.
                        let within = _mm256_adds_epu8(_mm256_xor_si256(codes, number), out_of_table);
                        *deficit = _mm256_or_si256(*deficit, _mm256_shuffle_epi8(part_of_table, within));
                    }
                }
                for (sum, deficit) in sums.iter_mut().zip(deficits) {
                    *sum = _mm256_adds_epu8(*sum, deficit);
                }
                if i >= FIRST {
                    let least = _mm256_and_si256(
                        _mm256_and_si256(sums[0], sums[1]),
                        _mm256_and_si256(sums[2], sums[3]),
                    );
                    if _mm256_movemask_epi8(_mm256_cmpeq_epi8(least, full)) == -1 {
                        break;
                    }
                }
            }
            for (v, sum) in sums.into_iter().enumerate() {
                let aside = _mm256_movemask_epi8(_mm256_cmpeq_epi8(sum, full)).cast_unsigned();
                let at = (group * VECTORS + v) * 32;
                passing[at / 64] |= u64::from(!aside) << (at % 64);
            }
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod arm {
    use std::arch::aarch64::{
        uint8x16_t, uint8x16x4_t, vandq_u8, vdupq_n_u8, vld1q_u8, vld1q_u8_x4, vminvq_u8, vqaddq_u8,
        vqtbl4q_u8, vqtbx4q_u8, vst1q_u8, vsubq_u8,
    };

    use super::{FIRST, LANES, Passing, Row, Table};

    /// Vectors whose sums are kept at once.
    const VECTORS: usize = 4;

    #[target_feature(enable = "neon")]
    pub(super) fn neon(codes: &[Row], order: &[usize], tables: &[Table], passing: &mut Passing) {
        let half = vdupq_n_u8(64);
        for group in 0..LANES / (16 * VECTORS) {
            let mut sums = [vdupq_n_u8(0); VECTORS];
            for (i, (&l, table)) in order.iter().zip(tables).enumerate() {
                // SAFETY: a table has twice 64 bytes.
                let (low, high): (uint8x16x4_t, uint8x16x4_t) =
                    unsafe { (vld1q_u8_x4(table.0.as_ptr()), vld1q_u8_x4(table.0.as_ptr().add(64))) };
                for (v, sum) in sums.iter_mut().enumerate() {
                    // SAFETY: a row has as many bytes as a block has lanes.
                    let codes: uint8x16_t =
                        unsafe { vld1q_u8(codes[l].0.as_ptr().add((group * VECTORS + v) * 16)) };
                    // Codes outside a table leave what was there: 0 of the first, the first's of the second.
                    let deficit = vqtbx4q_u8(vqtbl4q_u8(low, codes), high, vsubq_u8(codes, half));
                    *sum = vqaddq_u8(*sum, deficit);
                }
                if i >= FIRST {
                    let least = vandq_u8(vandq_u8(sums[0], sums[1]), vandq_u8(sums[2], sums[3]));
                    if vminvq_u8(least) == u8::MAX {
                        break;
                    }
                }
            }
            let mut all = [0_u8; 16 * VECTORS];
            for (v, sum) in sums.into_iter().enumerate() {
                // SAFETY: there is room for 16 bytes at each place.
                unsafe { vst1q_u8(all.as_mut_ptr().add(v * 16), sum) }
            }
            passing[group] = all.iter().rev().fold(0, |bits, &sum| bits << 1 | u64::from(sum < u8::MAX));
        }
    }
}
