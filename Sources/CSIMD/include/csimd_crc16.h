#ifndef CSIMD_CRC16_H
#define CSIMD_CRC16_H

/* Folding a long message to sixteen octets that have the same remainder, by carry-less products.
 *
 * A 64-bit part that stands n bits in front of another may be replaced by itself times
 * (x^n modulo the generator) added there; the constants have sixteen bits, so nothing overflows.
 */

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSIMD_PCLMUL static inline __attribute__((target("pclmul,ssse3")))
#define CSIMD_PCLMUL_INLINE static inline __attribute__((target("pclmul,ssse3"), always_inline))

static inline bool csimd_has_pclmul(void) {
    return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("ssse3");
}

/* Octets that one turn of the loop takes. */
enum { CSIMD_CRC16_BLOCK = 64 };

/* Sixteen octets, the first one most significant. */
CSIMD_PCLMUL_INLINE __m128i csimd_load_reversed(const uint8_t *from) {
    const __m128i reverse = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)from), reverse);
}

/* part, moved onto next by the constants (low 64 bits: for the low part). */
CSIMD_PCLMUL_INLINE __m128i csimd_fold(__m128i part, __m128i constants, __m128i next) {
    __m128i low = _mm_clmulepi64_si128(part, constants, 0x00);
    __m128i high = _mm_clmulepi64_si128(part, constants, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/* Folds count octets (a multiple of 64, at least 64), to whose first two octets initial is added,
 * to folded[0..<16]. constants: x^512, x^576, x^128, x^192 modulo the generator. */
CSIMD_PCLMUL void csimd_crc16_fold(
    const uint8_t *octets, size_t count, uint16_t initial, const uint64_t constants[4],
    uint8_t *folded) {
    const __m128i far = _mm_set_epi64x((int64_t)constants[1], (int64_t)constants[0]);
    const __m128i near = _mm_set_epi64x((int64_t)constants[3], (int64_t)constants[2]);
    __m128i part[4];
    for (int k = 0; k < 4; k++) part[k] = csimd_load_reversed(octets + 16 * k);
    part[0] = _mm_xor_si128(
        part[0], _mm_set_epi64x((int64_t)((uint64_t)initial << 48), 0));
    for (size_t at = CSIMD_CRC16_BLOCK; at + CSIMD_CRC16_BLOCK <= count; at += CSIMD_CRC16_BLOCK) {
        for (int k = 0; k < 4; k++) {
            part[k] = csimd_fold(part[k], far, csimd_load_reversed(octets + at + 16 * k));
        }
    }
    __m128i all = part[0];
    for (int k = 1; k < 4; k++) all = csimd_fold(all, near, part[k]);
    const __m128i reverse = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    _mm_storeu_si128((__m128i *)(void *)folded, _mm_shuffle_epi8(all, reverse));
}

#endif
#endif
