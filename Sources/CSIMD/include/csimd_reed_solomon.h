#ifndef CSIMD_REED_SOLOMON_H
#define CSIMD_REED_SOLOMON_H

/* Reed-Solomon codewords of 255 symbols: syndromes of all codewords of an interleaved codeblock,
 * and the errors of one codeword. Each routine exists twice, with the suffixes of csimd_galois.h.
 */

#if defined(__x86_64__)
#include "csimd_galois.h"

/* Most columns of a row: 85 places, four to a vector, at interleaving depth eight. */
enum { CSIMD_MAXIMUM_COLUMNS = 22, CSIMD_ROOTS = 16, CSIMD_PAIRS = CSIMD_ROOTS / 2 };

/* Octets of the syndromes of sixteen roots: sixteen for each root, the first I of which are those
 * of the codewords. */
enum { CSIMD_SYNDROMES = 16 * CSIMD_ROOTS };

/* How a code's tables are to be read. */
struct csimd_plan {
    size_t interleaving;  /* I: codewords, 1 to 8 */
    size_t row_length;    /* octets of a row: 85 * I */
    size_t columns;       /* vectors to a row, at most CSIMD_MAXIMUM_COLUMNS */
    size_t half_stride;   /* octets of a half that are places: 15 or 16 */
    size_t halvings;      /* steps that add the first half of the places to the second */
    size_t single_steps;  /* steps that add one place */
};

/* What the tables of csimd_syndromes_... begin with. */
enum { CSIMD_CUBE_ROOT = 0, CSIMD_LAST_MASK = 32, CSIMD_STEPS = 64 };

/* Octets of the tables of one step that adds places. */
enum { CSIMD_STEP = 16 + CSIMD_PAIRS * CSIMD_FACTOR_PAIR };

/* Places of a codeword and one more: whole vectors. */
enum { CSIMD_PLACES = 256, CSIMD_PLACE_VECTORS = CSIMD_PLACES / CSIMD_VECTOR };

/* Most coefficients of an error locator: 16 errors. */
enum { CSIMD_COEFFICIENTS = 17 };

/* Tables of csimd_locate_errors_..., in this order; the last part's length depends on the form. */
enum {
    /* 256 factors: multiplication by each symbol. */
    CSIMD_PRODUCTS = 0,
    /* One factor: wire to conventional basis. */
    CSIMD_TO_CONVENTIONAL = CSIMD_PRODUCTS + 256 * CSIMD_FACTOR,
    /* For each symbol its octet on the wire. */
    CSIMD_TO_WIRE = CSIMD_TO_CONVENTIONAL + CSIMD_FACTOR,
    /* For each symbol but zero its logarithm. */
    CSIMD_LOGARITHMS = CSIMD_TO_WIRE + 256,
    /* Powers of the primitive element, from 0 to 3 * 255. */
    CSIMD_EXPONENTIALS = CSIMD_LOGARITHMS + 256,
    /* For each place, the logarithm of Forney's factor for roots that do not begin at one. */
    CSIMD_VALUE_FACTORS = CSIMD_EXPONENTIALS + 768,
    /* For each place, what a symbol of one there adds to the 2E syndromes. */
    CSIMD_PLACE_SYNDROMES = CSIMD_VALUE_FACTORS + 256,
    /* x^0, x^1, ... x^17 at all places, made ready to be multiplied. */
    CSIMD_POWERS = CSIMD_PLACE_SYNDROMES + CSIMD_PLACES * CSIMD_VECTOR
};

#define CSIMD_FORM(name) name##_nibbles
#define CSIMD_ROUTINE CSIMD_AVX2
#define CSIMD_PART CSIMD_AVX2_INLINE
#include "csimd_syndromes.inc"
#include "csimd_errors.inc"
#undef CSIMD_FORM
#undef CSIMD_ROUTINE
#undef CSIMD_PART

#define CSIMD_FORM(name) name##_matrices
#define CSIMD_ROUTINE static inline __attribute__((target("avx2,gfni")))
#define CSIMD_PART CSIMD_GFNI_INLINE
#include "csimd_syndromes.inc"
#include "csimd_errors.inc"
#undef CSIMD_FORM
#undef CSIMD_ROUTINE
#undef CSIMD_PART

#endif
#endif
