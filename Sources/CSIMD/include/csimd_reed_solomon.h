#ifndef CSIMD_REED_SOLOMON_H
#define CSIMD_REED_SOLOMON_H

/* Does each codeword of an interleaved codeblock vanish at sixteen roots?
 *
 * A codeword has 255 = 3 * 85 places, so it is laid out as three rows of 85 * I octets. The 85th
 * power of every root is one of the three cube roots of one: three sums of the rows (a discrete
 * Fourier transform of length three: one multiplication) replace them, and each root goes on with
 * the one sum of its class. That leaves a third of the multiplications of Horner's rule.
 *
 * A vector holds two halves of sixteen octets; a half holds as many whole places (of I octets) as
 * fit. Horner's rule runs down the columns of vectors; then the places inside a vector are added
 * up. All constants are tables of nibble products in the basis of the wire, so no octet is ever
 * converted.
 */

#if defined(__x86_64__)
#include "csimd_galois.h"

/* Most columns of a row: 85 places, four to a vector, at interleaving depth eight. */
enum { CSIMD_MAXIMUM_COLUMNS = 22, CSIMD_ROOTS = 16, CSIMD_PAIRS = CSIMD_ROOTS / 2 };

/* How a code's tables are to be read. */
struct csimd_check_plan {
    size_t interleaving;  /* I: codewords, 1 to 8 */
    size_t row_length;    /* octets of a row: 85 * I */
    size_t columns;       /* vectors to a row, at most CSIMD_MAXIMUM_COLUMNS */
    size_t half_stride;   /* octets of a half that are places: 15 or 16 */
    size_t halvings;      /* steps that add the first half of the places to the second */
    size_t single_steps;  /* steps that add one place */
};

/* tables: 32 octets: the products of the cube root of one;
 *         32 octets: mask of the first column (places before the row's first are masked out);
 *         sixteen times 32 octets: products for a step from column to column, six roots whose
 *             index is a multiple of three, five with remainder one, five with remainder two;
 *         512 octets: pairs' products for adding the first half of a vector to its second;
 *         for each step: sixteen octets of shuffle control, then 512 octets of pairs' products.
 * Pairs' products: for each pair of roots (0,1), (2,3), ... the low tables of both, then the high
 * tables of both. */
enum {
    CSIMD_MASK = 32,
    CSIMD_COLUMN_TABLES = 64,
    CSIMD_HALF_TABLES = CSIMD_COLUMN_TABLES + CSIMD_ROOTS * CSIMD_PRODUCTS,
    CSIMD_STEP_TABLES = CSIMD_HALF_TABLES + CSIMD_ROOTS * CSIMD_PRODUCTS,
    CSIMD_STEP_LENGTH = 16 + CSIMD_ROOTS * CSIMD_PRODUCTS
};

CSIMD_AVX2_INLINE __m256i csimd_load_halves(const uint8_t *from, size_t half_stride) {
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)from);
    __m128i second = _mm_loadu_si128((const __m128i *)(const void *)(from + half_stride));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(first), second, 1);
}

/* The three sums of the rows, column by column. */
CSIMD_AVX2_INLINE void csimd_sum_rows(
    const uint8_t *start, const struct csimd_check_plan *plan, const uint8_t *tables,
    __m256i sums[3][CSIMD_MAXIMUM_COLUMNS]) {
    __m256i low = csimd_load_twice(tables), high = csimd_load_twice(tables + 16);
    const size_t length = plan->row_length, half = plan->half_stride;
    for (size_t column = 0; column < plan->columns; column++, start += 2 * half) {
        __m256i a = csimd_load_halves(start, half);
        __m256i b = csimd_load_halves(start + length, half);
        __m256i c = csimd_load_halves(start + 2 * length, half);
        __m256i ab = _mm256_xor_si256(a, b);
        __m256i turned = csimd_times(ab, low, high);
        sums[0][column] = _mm256_xor_si256(ab, c);
        sums[1][column] = _mm256_xor_si256(_mm256_xor_si256(a, c), turned);
        sums[2][column] = _mm256_xor_si256(_mm256_xor_si256(b, c), turned);
    }
    __m256i mask = csimd_load(tables + CSIMD_MASK);
    for (int k = 0; k < 3; k++) sums[k][0] = _mm256_and_si256(sums[k][0], mask);
}

/* Horner's rule down the columns of one sum, for `roots` roots at once. */
CSIMD_AVX2_INLINE void csimd_evaluate(
    const __m256i *sum, size_t columns, const uint8_t *tables, __m256i *values, const int roots) {
    __m256i value[6];
    for (int r = 0; r < roots; r++) value[r] = sum[0];
    for (size_t column = 1; column < columns; column++) {
        for (int r = 0; r < roots; r++) {
            const uint8_t *table = tables + r * CSIMD_PRODUCTS;
            value[r] = _mm256_xor_si256(
                sum[column],
                csimd_times(value[r], csimd_load_twice(table), csimd_load_twice(table + 16)));
        }
    }
    for (int r = 0; r < roots; r++) values[r] = value[r];
}

CSIMD_AVX2_INLINE __m256i csimd_times_pair(__m256i octets, const uint8_t *tables, int pair) {
    const uint8_t *table = tables + pair * 2 * CSIMD_PRODUCTS;
    return csimd_times(octets, csimd_load(table), csimd_load(table + 32));
}

/* Adds up the places of two roots' vectors; the first I octets of each half are syndromes. */
CSIMD_AVX2_INLINE __m256i csimd_add_places(
    __m256i first, __m256i second, const struct csimd_check_plan *plan, const uint8_t *tables,
    int pair) {
    __m256i value = _mm256_xor_si256(
        csimd_times_pair(
            _mm256_permute2x128_si256(first, second, 0x20), tables + CSIMD_HALF_TABLES, pair),
        _mm256_permute2x128_si256(first, second, 0x31));
    const uint8_t *step = tables + CSIMD_STEP_TABLES;
    for (size_t k = 0; k < plan->halvings; k++, step += CSIMD_STEP_LENGTH) {
        __m256i moved = _mm256_shuffle_epi8(value, csimd_load_twice(step));
        value = _mm256_xor_si256(csimd_times_pair(value, step + 16, pair), moved);
    }
    const __m256i places = value;
    for (size_t k = 0; k < plan->single_steps; k++, step += CSIMD_STEP_LENGTH) {
        __m256i moved = _mm256_shuffle_epi8(places, csimd_load_twice(step));
        value = _mm256_xor_si256(csimd_times_pair(value, step + 16, pair), moved);
    }
    return value;
}

/* Bit k of the result is set when codeword k does not vanish at all sixteen roots.
 * start: where the first vector of the first row begins, up to 32 octets before the row, and
 * readable up to 32 octets behind the third row. */
CSIMD_AVX2 uint32_t csimd_dirty_codewords(
    const uint8_t *start, const struct csimd_check_plan *plan, const uint8_t *tables) {
    __m256i sums[3][CSIMD_MAXIMUM_COLUMNS];
    __m256i values[CSIMD_ROOTS];
    csimd_sum_rows(start, plan, tables, sums);
    const uint8_t *columns = tables + CSIMD_COLUMN_TABLES;
    csimd_evaluate(sums[0], plan->columns, columns, values, 6);
    csimd_evaluate(sums[1], plan->columns, columns + 6 * CSIMD_PRODUCTS, values + 6, 5);
    csimd_evaluate(sums[2], plan->columns, columns + 11 * CSIMD_PRODUCTS, values + 11, 5);

    __m256i any = _mm256_setzero_si256();
    for (int pair = 0; pair < CSIMD_PAIRS; pair++) {
        any = _mm256_or_si256(
            any, csimd_add_places(values[2 * pair], values[2 * pair + 1], plan, tables, pair));
    }
    __m128i both = _mm_or_si128(_mm256_castsi256_si128(any), _mm256_extracti128_si256(any, 1));
    uint32_t clean = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(both, _mm_setzero_si128()));
    return ~clean & ((1u << plan->interleaving) - 1u);
}

#endif
#endif
