#ifndef CSIMD_MARKER_H
#define CSIMD_MARKER_H

/* Passes over octets in which no sync marker begins, 32 at a time.
 *
 * Octet n is compared with the inner octets of a marker that begins at one of the eight bits of
 * octet n - 1; "rows" are those of the inner octets that are compared.
 */

#if defined(__x86_64__)
#include "csimd_galois.h"

/* Octets of a row's tables: for each of eight phases, sixteen for low nibbles, sixteen for high;
 * or the same for two polarities. */
enum { CSIMD_COUNT_ROW = 8 * 32, CSIMD_EXACT_ROW = 2 * 32 };

/* How many bits of the rows differ, for eight phases; least and most of the eight. */
CSIMD_AVX2_INLINE void csimd_count_differing(
    const uint8_t *octets, const uint8_t *tables, const int rows, __m256i *least,
    __m256i *most) {
    __m256i counts[8];
    CSIMD_UNROLLED
    for (int phase = 0; phase < 8; phase++) counts[phase] = _mm256_setzero_si256();
    CSIMD_UNROLLED
    for (int row = 0; row < rows; row++) {
        const struct csimd_symbols_nibbles nibbles =
            csimd_symbols_nibbles(csimd_load(octets + row));
        CSIMD_UNROLLED
        for (int phase = 0; phase < 8; phase++) {
            const uint8_t *table = tables + row * CSIMD_COUNT_ROW + phase * 32;
            counts[phase] = _mm256_add_epi8(
                counts[phase], _mm256_shuffle_epi8(csimd_load_twice(table), nibbles.low));
            counts[phase] = _mm256_add_epi8(
                counts[phase], _mm256_shuffle_epi8(csimd_load_twice(table + 16), nibbles.high));
        }
    }
    *least = *most = counts[0];
    CSIMD_UNROLLED
    for (int phase = 1; phase < 8; phase++) {
        *least = _mm256_min_epu8(*least, counts[phase]);
        *most = _mm256_max_epu8(*most, counts[phase]);
    }
}

CSIMD_AVX2_INLINE size_t csimd_pass_differing_rows(
    const uint8_t *octets, size_t count, const uint8_t *tables, int below, int above,
    const int rows) {
    const __m256i too_many = _mm256_set1_epi8((char)below);
    const __m256i too_few = _mm256_set1_epi8((char)above);
    size_t at = 0;
    for (; at + CSIMD_VECTOR <= count; at += CSIMD_VECTOR) {
        __m256i least, most;
        csimd_count_differing(octets + at, tables, rows, &least, &most);
        const __m256i candidates = _mm256_or_si256(
            _mm256_cmpgt_epi8(too_many, least), _mm256_cmpgt_epi8(most, too_few));
        const uint32_t mask = (uint32_t)_mm256_movemask_epi8(candidates);
        if (mask != 0) return at + (size_t)__builtin_ctz(mask);
    }
    return at;
}

/* How many of the `count` octets can be passed because, at each phase, as many bits of the next
 * `rows` octets differ as `below` or more, and no more than `above`; whole vectors, and then up to
 * 31 octets are left. rows: 2 to 5. Reads rows - 1 octets behind. */
CSIMD_AVX2 size_t csimd_pass_differing(
    const uint8_t *octets, size_t count, const uint8_t *tables, int rows, int below, int above) {
    switch (rows) {
        case 2: return csimd_pass_differing_rows(octets, count, tables, below, above, 2);
        case 3: return csimd_pass_differing_rows(octets, count, tables, below, above, 3);
        case 4: return csimd_pass_differing_rows(octets, count, tables, below, above, 4);
        case 5: return csimd_pass_differing_rows(octets, count, tables, below, above, 5);
        default: return 0;
    }
}

/* How many of the `count` octets can be passed because two octets are at no phase and in no
 * polarity those of the marker: tables give a bit for each phase at which a nibble is right. Whole
 * vectors, and then up to 31 octets are left. Reads one octet behind. */
CSIMD_AVX2 size_t csimd_pass_unequal(
    const uint8_t *octets, size_t count, const uint8_t *tables) {
    size_t at = 0;
    for (; at + CSIMD_VECTOR <= count; at += CSIMD_VECTOR) {
        __m256i equal[2];
        CSIMD_UNROLLED
        for (int row = 0; row < 2; row++) {
            const struct csimd_symbols_nibbles nibbles =
                csimd_symbols_nibbles(csimd_load(octets + at + row));
            CSIMD_UNROLLED
            for (int polarity = 0; polarity < 2; polarity++) {
                const uint8_t *table = tables + row * CSIMD_EXACT_ROW + polarity * 32;
                const __m256i phases = _mm256_and_si256(
                    _mm256_shuffle_epi8(csimd_load_twice(table), nibbles.low),
                    _mm256_shuffle_epi8(csimd_load_twice(table + 16), nibbles.high));
                equal[polarity] =
                    row == 0 ? phases : _mm256_and_si256(equal[polarity], phases);
            }
        }
        const __m256i any = _mm256_or_si256(equal[0], equal[1]);
        if (!csimd_is_zero(any)) {
            const uint32_t none = (uint32_t)_mm256_movemask_epi8(
                _mm256_cmpeq_epi8(any, _mm256_setzero_si256()));
            return at + (size_t)__builtin_ctz(~none);
        }
    }
    return at;
}

#endif
#endif
