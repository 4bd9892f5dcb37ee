#ifndef CSIMD_VITERBI_H
#define CSIMD_VITERBI_H

/* Add-compare-select for the convolutional code of constraint length 7, two trellises at a time.
 *
 * A vector of 32 octets holds sixteen states of two trellises, one in each half, so that pairs of
 * states are interleaved without crossing halves, and the two chains of dependent steps hide each
 * other's delay. State 2i+b follows states i and i+32 (b is the newest bit): a butterfly.
 *
 * Metrics are octets that wrap around: two metrics that are compared never differ by more than 120
 * (a path of weight 8 leads from each state to each other, 12 a symbol, and one branch of 24), so
 * the sign of their wrapped difference is right for ever and nothing is ever normalized.
 *
 * Each state carries the bits that fell out of its survivor's register in the last eight steps:
 * they are eight decoded bits, and the upper six of them the state eight steps before.
 */

#if defined(__x86_64__)
#include "csimd_galois.h"

enum {
    CSIMD_TRELLIS_STATES = 64,
    /* Octets of metrics, or of survivors, of both trellises: state s of trellis t is octet
     * (s / 16) * 32 + t * 16 + s % 16. */
    CSIMD_TRELLIS_PAIR = 2 * CSIMD_TRELLIS_STATES,
    /* Steps that become one octet of survivors for each state, and octets of symbols for them. */
    CSIMD_TRELLIS_STEPS = 8,
    CSIMD_TRELLIS_SYMBOLS = 2 * CSIMD_TRELLIS_STEPS
};

/* Costs of a step: of the four pairs of symbols that may have been sent, as four octets, for the
 * first trellis in the lower half and for the second in the upper one. */
CSIMD_AVX2_INLINE __m256i csimd_step_costs(
    const uint32_t *costs, const uint8_t *first, const uint8_t *second) {
    __m256i one = _mm256_set1_epi32((int)costs[first[0] | first[1] << 8]);
    __m256i other = _mm256_set1_epi32((int)costs[second[0] | second[1] << 8]);
    return _mm256_blend_epi32(one, other, 0xF0);
}

/* Sixteen butterflies: the metrics and survivors of states i (lower) and i + 32 (upper) become
 * those of 32 states from 2i on, sixteen in `metrics` and sixteen in `more`. */
CSIMD_AVX2_INLINE void csimd_butterflies(
    __m256i cost, __m256i opposite, __m256i lower, __m256i upper, __m256i lower_survivors,
    __m256i upper_survivors, __m256i *metrics, __m256i *more, __m256i *survivors,
    __m256i *more_survivors) {
    __m256i even_lower = _mm256_add_epi8(lower, cost);
    __m256i even_upper = _mm256_add_epi8(upper, opposite);
    __m256i odd_lower = _mm256_add_epi8(lower, opposite);
    __m256i odd_upper = _mm256_add_epi8(upper, cost);
    /* Negative: the path from the upper state costs less. */
    __m256i even_sign = _mm256_sub_epi8(even_upper, even_lower);
    __m256i odd_sign = _mm256_sub_epi8(odd_upper, odd_lower);
    __m256i even = _mm256_blendv_epi8(even_lower, even_upper, even_sign);
    __m256i odd = _mm256_blendv_epi8(odd_lower, odd_upper, odd_sign);
    *metrics = _mm256_unpacklo_epi8(even, odd);
    *more = _mm256_unpackhi_epi8(even, odd);

    __m256i zero = _mm256_add_epi8(lower_survivors, lower_survivors);
    __m256i one = _mm256_add_epi8(upper_survivors, upper_survivors);
    one = _mm256_sub_epi8(one, _mm256_set1_epi8(-1));
    even = _mm256_blendv_epi8(zero, one, even_sign);
    odd = _mm256_blendv_epi8(zero, one, odd_sign);
    *survivors = _mm256_unpacklo_epi8(even, odd);
    *more_survivors = _mm256_unpackhi_epi8(even, odd);
}

/* Runs both trellises over `octets` times eight steps.
 * first, second: two levels of symbols for each step; a pair of them, read as a little-endian
 *     number, is an index of costs.
 * codes: 32 octets, the symbols sent on the way from state i to state 2i; 32 with their opposites.
 * metrics: CSIMD_TRELLIS_PAIR octets, changed; survivors: as many for each eight steps, written. */
CSIMD_AVX2 void csimd_trellis_run(
    const uint8_t *first, const uint8_t *second, size_t octets, const uint32_t *costs,
    const uint8_t *codes, uint8_t *metrics, uint8_t *survivors) {
    const __m256i code0 = csimd_load_twice(codes), code1 = csimd_load_twice(codes + 16);
    const __m256i opposite0 = csimd_load_twice(codes + 32);
    const __m256i opposite1 = csimd_load_twice(codes + 48);
    __m256i m0 = csimd_load(metrics), m1 = csimd_load(metrics + 32);
    __m256i m2 = csimd_load(metrics + 64), m3 = csimd_load(metrics + 96);
    for (size_t octet = 0; octet < octets; octet++) {
        __m256i s0 = _mm256_setzero_si256(), s1 = s0, s2 = s0, s3 = s0;
#pragma clang loop unroll(full)
        for (int step = 0; step < CSIMD_TRELLIS_STEPS; step++) {
            __m256i cost = csimd_step_costs(costs, first + 2 * step, second + 2 * step);
            __m256i n0, n1, n2, n3, t0, t1, t2, t3;
            csimd_butterflies(
                _mm256_shuffle_epi8(cost, code0), _mm256_shuffle_epi8(cost, opposite0), m0, m2,
                s0, s2, &n0, &n1, &t0, &t1);
            csimd_butterflies(
                _mm256_shuffle_epi8(cost, code1), _mm256_shuffle_epi8(cost, opposite1), m1, m3,
                s1, s3, &n2, &n3, &t2, &t3);
            m0 = n0, m1 = n1, m2 = n2, m3 = n3;
            s0 = t0, s1 = t1, s2 = t2, s3 = t3;
        }
        csimd_store(survivors, s0);
        csimd_store(survivors + 32, s1);
        csimd_store(survivors + 64, s2);
        csimd_store(survivors + 96, s3);
        first += CSIMD_TRELLIS_SYMBOLS;
        second += CSIMD_TRELLIS_SYMBOLS;
        survivors += CSIMD_TRELLIS_PAIR;
    }
    csimd_store(metrics, m0);
    csimd_store(metrics + 32, m1);
    csimd_store(metrics + 64, m2);
    csimd_store(metrics + 96, m3);
}

/* Levels of 8-bit soft symbols: bit 4 says which symbol is likelier, the lower bits how sure, 0 for
 * a symbol of 0 and 1 to `certain` for others: magnitude * gain / 512, rounded.
 * flip: 0x80 where symbols are offset by 128, 0 where they are signed. gain: at most 509, so that
 * products stay in 16 bits. Takes count / 32 * 32 symbols. */
CSIMD_AVX2 size_t csimd_symbol_levels(
    const uint8_t *symbols, size_t count, uint8_t flip, uint16_t gain, uint8_t certain,
    uint8_t *levels) {
    const __m256i offset = _mm256_set1_epi8((char)flip);
    const __m256i factor = _mm256_set1_epi16((short)gain), half = _mm256_set1_epi16(256);
    const __m256i most = _mm256_set1_epi8((char)certain), least = _mm256_set1_epi8(1);
    const __m256i mark = _mm256_set1_epi8(0x10), zero = _mm256_setzero_si256();
    size_t at = 0;
    for (; at + 32 <= count; at += 32) {
        __m256i value = _mm256_xor_si256(csimd_load(symbols + at), offset);
        __m256i size = _mm256_abs_epi8(value);
        __m256i low = _mm256_mullo_epi16(_mm256_unpacklo_epi8(size, zero), factor);
        __m256i high = _mm256_mullo_epi16(_mm256_unpackhi_epi8(size, zero), factor);
        low = _mm256_srli_epi16(_mm256_add_epi16(low, half), 9);
        high = _mm256_srli_epi16(_mm256_add_epi16(high, half), 9);
        __m256i level = _mm256_min_epu8(_mm256_packus_epi16(low, high), most);
        level = _mm256_max_epu8(level, least);
        level = _mm256_or_si256(
            level, _mm256_andnot_si256(_mm256_cmpgt_epi8(zero, value), mark));
        level = _mm256_andnot_si256(_mm256_cmpeq_epi8(value, zero), level);
        csimd_store(levels + at, level);
    }
    return at;
}

/* Sum of the magnitudes of count / 32 * 32 soft symbols. */
CSIMD_AVX2 uint64_t csimd_symbol_magnitudes(const uint8_t *symbols, size_t count, uint8_t flip) {
    const __m256i offset = _mm256_set1_epi8((char)flip), zero = _mm256_setzero_si256();
    __m256i sum = zero;
    for (size_t at = 0; at + 32 <= count; at += 32) {
        __m256i size = _mm256_abs_epi8(_mm256_xor_si256(csimd_load(symbols + at), offset));
        sum = _mm256_add_epi64(sum, _mm256_sad_epu8(size, zero));
    }
    uint64_t parts[4];
    _mm256_storeu_si256((__m256i *)(void *)parts, sum);
    return parts[0] + parts[1] + parts[2] + parts[3];
}

/* How received symbols agree with those that decoded bits would have been sent as. */
struct csimd_agreement {
    uint64_t compared;     /* symbols that say anything */
    uint64_t differing;    /* of those, the ones that differ */
    uint64_t weight;       /* strengths of the symbols compared */
    uint64_t lost_weight;  /* strengths of the ones that differ */
};

/* Adds what count / 2 * 2 octets of decoded bits, with the octet before them, say of their symbols.
 * spread: for each octet, its bits in the even places of 16, least significant bit first and in
 * the order of time. */
CSIMD_AVX2 size_t csimd_compare_symbols(
    const uint8_t *octets, size_t count, const uint8_t *levels, const uint16_t *spread,
    struct csimd_agreement *agreement) {
    const __m256i places = _mm256_set1_epi64x((long long)0x8040201008040201);
    const __m256i copies = _mm256_setr_epi8(
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3,
        3);
    const __m256i mark = _mm256_set1_epi8(0x10), strength = _mm256_set1_epi8(15);
    const __m256i zero = _mm256_setzero_si256();
    __m256i weight = zero, lost = zero;
    uint64_t compared = 0, differing = 0;
    size_t at = 0;
    for (; at + 2 <= count; at += 2, levels += 32) {
        uint32_t bits =
            (uint32_t)octets[at - 1] << 16 | (uint32_t)octets[at] << 8 | octets[at + 1];
        uint32_t g1 = bits ^ bits >> 1 ^ bits >> 2 ^ bits >> 3 ^ bits >> 6;
        uint32_t g2 = bits ^ bits >> 2 ^ bits >> 3 ^ bits >> 5 ^ bits >> 6;
        uint32_t sent = spread[g1 >> 8 & 0xFF] | (uint32_t)spread[g1 & 0xFF] << 16;
        sent |= (spread[g2 >> 8 & 0xFF] | (uint32_t)spread[g2 & 0xFF] << 16) << 1;
        __m256i ones = _mm256_shuffle_epi8(_mm256_set1_epi32((int)sent), copies);
        ones = _mm256_cmpeq_epi8(_mm256_and_si256(ones, places), places);
        __m256i level = csimd_load(levels);
        __m256i received = _mm256_cmpeq_epi8(_mm256_and_si256(level, mark), mark);
        __m256i size = _mm256_and_si256(level, strength);
        __m256i present = _mm256_cmpgt_epi8(size, zero);
        __m256i wrong = _mm256_and_si256(_mm256_xor_si256(ones, received), present);
        weight = _mm256_add_epi64(weight, _mm256_sad_epu8(size, zero));
        lost = _mm256_add_epi64(lost, _mm256_sad_epu8(_mm256_and_si256(size, wrong), zero));
        compared += (uint64_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(present));
        differing += (uint64_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(wrong));
    }
    uint64_t parts[8];
    _mm256_storeu_si256((__m256i *)(void *)parts, weight);
    _mm256_storeu_si256((__m256i *)(void *)(parts + 4), lost);
    agreement->weight += parts[0] + parts[1] + parts[2] + parts[3];
    agreement->lost_weight += parts[4] + parts[5] + parts[6] + parts[7];
    agreement->compared += compared;
    agreement->differing += differing;
    return at;
}

#endif
#endif
