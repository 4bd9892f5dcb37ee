#ifndef CSIMD_REED_SOLOMON_H
#define CSIMD_REED_SOLOMON_H

/* Reed-Solomon codewords of 255 symbols: syndromes of all codewords of an interleaved codeblock,
 * and the errors of one codeword. Each routine exists twice, with the suffixes of csimd_galois.h.
 */

#if defined(__x86_64__)
#include "csimd_galois.h"

/* A codeword is laid out as fifteen rows of so many places; see csimd_syndromes.inc. */
enum { CSIMD_ROW = 17 };

/* At interleaving depth I: octets of a half of a vector that are places, octets from one half to
 * the other, and vectors to a row. */
#define CSIMD_HALF(depth) (16 / (depth) * (depth))
#define CSIMD_HALF_STRIDE(depth) ((depth) == 1 ? 1 : CSIMD_HALF(depth))
#define CSIMD_COLUMNS(depth) ((CSIMD_ROW * (depth) + 2 * CSIMD_HALF(depth) - 1) / \
                              (2 * CSIMD_HALF(depth)))

/* Sums of the rows: three for the roots with y = 1, then, for each of the three powers of the cube
 * root, two for each of the two quadratic factors. Room that they take at any depth, with what it
 * needs to be aligned. */
enum { CSIMD_SUMS = 15, CSIMD_SUMS_ROOM = CSIMD_SUMS * (5 * 64 + 32) };

enum { CSIMD_ROOTS = 16, CSIMD_PAIRS = CSIMD_ROOTS / 2 };

/* Octets of the syndromes of sixteen roots: sixteen for each root, the first I of which are those
 * of the codewords. */
enum { CSIMD_SYNDROMES = 16 * CSIMD_ROOTS };

/* How a code's tables are to be read. */
struct csimd_plan {
    size_t interleaving;  /* I: codewords, 1, 2, 3, 4, 5 or 8 */
    size_t columns;       /* CSIMD_COLUMNS(I) */
    size_t halvings;      /* steps that add the first half of the places to the second */
    size_t single_steps;  /* steps that add one place */
};

/* Tables of csimd_sum_... and csimd_..._syndromes_...: */
enum {
    /* A factor: the cube root of one. */
    CSIMD_CUBE_ROOT = 0,
    /* 32 octets: mask of the last column. */
    CSIMD_LAST_MASK = CSIMD_CUBE_ROOT + CSIMD_FACTOR,
    /* For each step that adds places (a half of a vector to the other, then halvings or single
     * places): eight pairs of factors, and 32 octets of shuffle control (unused in the first).
     * Behind the steps, for each sum of CSIMD_SUMS, or two of a quadratic factor: for each column
     * for each of the sums a factor for each root; in the last column not for the first sum. The
     * pairs are the roots (0,1), (2,3), ... in this order. */
    CSIMD_STEPS = CSIMD_LAST_MASK + CSIMD_VECTOR,
    CSIMD_STEP = CSIMD_PAIRS * CSIMD_FACTOR_PAIR + CSIMD_VECTOR
};

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
