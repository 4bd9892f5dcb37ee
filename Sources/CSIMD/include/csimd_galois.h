#ifndef CSIMD_GALOIS_H
#define CSIMD_GALOIS_H

/* Arithmetic in GF(2^8) on 32 octets at a time, in two forms that differ in how a processor
 * multiplies by a constant. Multiplication by a constant is linear over bits, in any basis.
 *
 * "nibbles" (AVX2): the product of an octet is the product of its low nibble xor the product of its
 * high nibble. Each comes out of a table of sixteen octets, which is one shuffle for 32 octets.
 *
 * "matrices" (GFNI): one instruction multiplies 32 octets by matrices of eight by eight bits.
 *
 * A constant takes CSIMD_FACTOR octets of table in both forms: sixteen products of low nibbles and
 * sixteen of high nibbles, or the matrix four times. The two constants of a pair, one for each half
 * of a vector, take twice as much: low tables of both, high tables of both; or the matrices, each
 * twice, and then 32 unused octets.
 */

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSIMD_VECTOR = 32, CSIMD_FACTOR = 32, CSIMD_FACTOR_PAIR = 64 };

static inline bool csimd_has_nibbles(void) { return __builtin_cpu_supports("avx2"); }
static inline bool csimd_has_matrices(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("gfni");
}

/* Loops over registers: the compiler must know each index. */
#define CSIMD_UNROLLED _Pragma("clang loop unroll(full)")

#define CSIMD_AVX2 static inline __attribute__((target("avx2")))
#define CSIMD_AVX2_INLINE static inline __attribute__((target("avx2"), always_inline))
#define CSIMD_GFNI_INLINE static inline __attribute__((target("avx2,gfni"), always_inline))

CSIMD_AVX2_INLINE __m256i csimd_load(const uint8_t *from) {
    return _mm256_loadu_si256((const __m256i *)(const void *)from);
}

CSIMD_AVX2_INLINE void csimd_store(uint8_t *to, __m256i octets) {
    _mm256_storeu_si256((__m256i *)(void *)to, octets);
}

/* The same sixteen octets in both halves. */
CSIMD_AVX2_INLINE __m256i csimd_load_twice(const uint8_t *from) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)from));
}

CSIMD_AVX2_INLINE bool csimd_is_zero(__m256i octets) {
    return _mm256_testz_si256(octets, octets);
}

/* Symbols made ready to be multiplied: their nibbles. */
struct csimd_symbols_nibbles {
    __m256i low, high;
};
struct csimd_factor_nibbles {
    __m256i low, high;
};

CSIMD_AVX2_INLINE struct csimd_symbols_nibbles csimd_symbols_nibbles(__m256i octets) {
    const __m256i nibble = _mm256_set1_epi8(15);
    struct csimd_symbols_nibbles symbols = {
        _mm256_and_si256(octets, nibble),
        _mm256_and_si256(_mm256_srli_epi16(octets, 4), nibble)};
    return symbols;
}

CSIMD_AVX2_INLINE struct csimd_symbols_nibbles csimd_load_symbols_nibbles(const uint8_t *from) {
    struct csimd_symbols_nibbles symbols = {csimd_load(from), csimd_load(from + CSIMD_VECTOR)};
    return symbols;
}

CSIMD_AVX2_INLINE void csimd_store_symbols_nibbles(
    uint8_t *to, struct csimd_symbols_nibbles symbols) {
    csimd_store(to, symbols.low);
    csimd_store(to + CSIMD_VECTOR, symbols.high);
}

CSIMD_AVX2_INLINE struct csimd_factor_nibbles csimd_factor_nibbles(const uint8_t *table) {
    struct csimd_factor_nibbles factor = {csimd_load_twice(table), csimd_load_twice(table + 16)};
    return factor;
}

CSIMD_AVX2_INLINE struct csimd_factor_nibbles csimd_factor_pair_nibbles(const uint8_t *table) {
    struct csimd_factor_nibbles factor = {csimd_load(table), csimd_load(table + 32)};
    return factor;
}

/* sum + factor * symbols */
CSIMD_AVX2_INLINE __m256i csimd_add_product_nibbles(
    __m256i sum, struct csimd_factor_nibbles factor, struct csimd_symbols_nibbles symbols) {
    __m256i low = _mm256_shuffle_epi8(factor.low, symbols.low);
    __m256i high = _mm256_shuffle_epi8(factor.high, symbols.high);
    return _mm256_xor_si256(_mm256_xor_si256(sum, low), high);
}

struct csimd_symbols_matrices {
    __m256i octets;
};
struct csimd_factor_matrices {
    __m256i matrix;
};

CSIMD_AVX2_INLINE struct csimd_symbols_matrices csimd_symbols_matrices(__m256i octets) {
    struct csimd_symbols_matrices symbols = {octets};
    return symbols;
}

CSIMD_AVX2_INLINE struct csimd_symbols_matrices csimd_load_symbols_matrices(const uint8_t *from) {
    return csimd_symbols_matrices(csimd_load(from));
}

CSIMD_AVX2_INLINE void csimd_store_symbols_matrices(
    uint8_t *to, struct csimd_symbols_matrices symbols) {
    csimd_store(to, symbols.octets);
}

CSIMD_AVX2_INLINE struct csimd_factor_matrices csimd_factor_matrices(const uint8_t *table) {
    struct csimd_factor_matrices factor = {csimd_load(table)};
    return factor;
}

CSIMD_AVX2_INLINE struct csimd_factor_matrices csimd_factor_pair_matrices(const uint8_t *table) {
    return csimd_factor_matrices(table);
}

CSIMD_GFNI_INLINE __m256i csimd_add_product_matrices(
    __m256i sum, struct csimd_factor_matrices factor, struct csimd_symbols_matrices symbols) {
    return _mm256_xor_si256(
        sum, _mm256_gf2p8affine_epi64_epi8(symbols.octets, factor.matrix, 0));
}

#endif
#endif
