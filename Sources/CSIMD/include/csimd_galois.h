#ifndef CSIMD_GALOIS_H
#define CSIMD_GALOIS_H

/* Arithmetic in GF(2^8) on 32 octets at a time.
 *
 * Multiplication by a constant is linear over bits, in any basis: the product of an octet is the
 * product of its low nibble xor the product of its high nibble. Each comes out of a table of
 * sixteen octets, which is one shuffle for 32 octets.
 */

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSIMD_AVX2 static inline __attribute__((target("avx2")))
#define CSIMD_AVX2_INLINE static inline __attribute__((target("avx2"), always_inline))

static inline bool csimd_has_avx2(void) { return __builtin_cpu_supports("avx2"); }

/* Octets of one constant's tables: sixteen products of low nibbles, sixteen of high nibbles. */
enum { CSIMD_PRODUCTS = 32 };

CSIMD_AVX2_INLINE __m256i csimd_load(const uint8_t *from) {
    return _mm256_loadu_si256((const __m256i *)(const void *)from);
}

/* The same sixteen octets in both halves. */
CSIMD_AVX2_INLINE __m256i csimd_load_twice(const uint8_t *from) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)from));
}

CSIMD_AVX2_INLINE __m256i csimd_times(__m256i octets, __m256i low, __m256i high) {
    const __m256i nibble = _mm256_set1_epi8(15);
    __m256i l = _mm256_shuffle_epi8(low, _mm256_and_si256(octets, nibble));
    __m256i h = _mm256_shuffle_epi8(
        high, _mm256_and_si256(_mm256_srli_epi16(octets, 4), nibble));
    return _mm256_xor_si256(l, h);
}

/* sum[0..<width] ^= factor[k] * row[first + k][0..<width], for all k < count.
 * width is a multiple of 32; products holds CSIMD_PRODUCTS octets for each of the 256 factors. */
CSIMD_AVX2 void csimd_galois_add_rows(
    uint8_t *sum, size_t width, const uint8_t *factors, size_t count, const uint8_t *rows,
    size_t first, const uint8_t *products) {
    for (size_t column = 0; column < width; column += 32) {
        __m256i part = csimd_load(sum + column);
        const uint8_t *row = rows + first * width + column;
        for (size_t k = 0; k < count; k++, row += width) {
            const uint8_t *table = products + (size_t)factors[k] * CSIMD_PRODUCTS;
            __m256i product = csimd_times(
                csimd_load(row), csimd_load_twice(table), csimd_load_twice(table + 16));
            part = _mm256_xor_si256(part, product);
        }
        _mm256_storeu_si256((__m256i *)(void *)(sum + column), part);
    }
}

#endif
#endif
