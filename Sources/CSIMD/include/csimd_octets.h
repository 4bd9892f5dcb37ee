#ifndef CSIMD_OCTETS_H
#define CSIMD_OCTETS_H

/* Finding octets, and taking SLIP escapes off: sixteen octets at a time.
 *
 * SSE2 belongs to every x86-64 processor, so nothing has to be asked.
 */

#if defined(__x86_64__)
#include <emmintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline __m128i csimd_octets_at(const uint8_t *from) {
    return _mm_loadu_si128((const __m128i *)(const void *)from);
}

/* Bit k: octet k is one of two. */
static inline unsigned csimd_equal_octets(__m128i octets, __m128i first, __m128i second) {
    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(octets, first), _mm_cmpeq_epi8(octets, second)));
}

/* Offset of the first octet that is one of two; count if there is none. */
static inline size_t csimd_find_octet(
    const uint8_t *octets, size_t count, uint8_t first, uint8_t second) {
    const __m128i a = _mm_set1_epi8((char)first);
    const __m128i b = _mm_set1_epi8((char)second);
    size_t at = 0;
    for (; at + 64 <= count; at += 64) {
        const __m128i p = csimd_octets_at(octets + at);
        const __m128i q = csimd_octets_at(octets + at + 16);
        const __m128i r = csimd_octets_at(octets + at + 32);
        const __m128i s = csimd_octets_at(octets + at + 48);
        const __m128i firsts = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(p, a), _mm_cmpeq_epi8(q, a)),
            _mm_or_si128(_mm_cmpeq_epi8(r, a), _mm_cmpeq_epi8(s, a)));
        const __m128i seconds = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(p, b), _mm_cmpeq_epi8(q, b)),
            _mm_or_si128(_mm_cmpeq_epi8(r, b), _mm_cmpeq_epi8(s, b)));
        if (_mm_movemask_epi8(_mm_or_si128(firsts, seconds))) break;
    }
    for (; at + 16 <= count; at += 16) {
        const unsigned found = csimd_equal_octets(csimd_octets_at(octets + at), a, b);
        if (found) return at + (size_t)__builtin_ctz(found);
    }
    for (; at < count; at++) {
        if (octets[at] == first || octets[at] == second) return at;
    }
    return count;
}

/* An octet that may stand behind an escape. */
static inline bool csimd_is_escaped(uint8_t octet) { return octet == 0xDC || octet == 0xDD; }

/* Escapes of a SLIP record; -1 - offset of the first that is followed by an octet that it can't be
 * followed by, or by nothing. */
static inline ptrdiff_t csimd_slip_escapes(const uint8_t *octets, size_t count) {
    const __m128i escape = _mm_set1_epi8((char)0xDB);
    const __m128i end = _mm_set1_epi8((char)0xDC);
    const __m128i other = _mm_set1_epi8((char)0xDD);
    const __m128i zero = _mm_setzero_si128();
    __m128i escapes = zero;
    size_t at = 0;
    /* Each octet with the one behind it; no branch, for where escapes stand nobody can guess. */
    while (at + 17 <= count) {
        /* Counts of octets: at most 255 turns. */
        __m128i counts = zero, bad = zero;
        for (int turn = 0; turn < 255 && at + 17 <= count; turn++, at += 16) {
            const __m128i here = _mm_cmpeq_epi8(csimd_octets_at(octets + at), escape);
            const __m128i next = csimd_octets_at(octets + at + 1);
            const __m128i right =
                _mm_or_si128(_mm_cmpeq_epi8(next, end), _mm_cmpeq_epi8(next, other));
            counts = _mm_sub_epi8(counts, here);
            bad = _mm_or_si128(bad, _mm_andnot_si128(right, here));
        }
        escapes = _mm_add_epi64(escapes, _mm_sad_epu8(counts, zero));
        if (_mm_movemask_epi8(bad)) {
            /* The first of the bad ones: from the beginning, octet by octet. */
            for (size_t place = 0;; place++) {
                if (octets[place] == 0xDB && !csimd_is_escaped(octets[place + 1])) {
                    return -1 - (ptrdiff_t)place;
                }
            }
        }
    }
    ptrdiff_t found = (ptrdiff_t)(
        _mm_cvtsi128_si64(escapes) + _mm_cvtsi128_si64(_mm_unpackhi_epi64(escapes, escapes)));
    for (; at < count; at++) {
        if (octets[at] != 0xDB) continue;
        if (at + 1 >= count || !csimd_is_escaped(octets[at + 1])) return -1 - (ptrdiff_t)at;
        found++;
    }
    return found;
}

/* Copies a record whose escapes are right, without them, to at most room octets at to.
 * Returns octets written. */
static inline size_t csimd_slip_unescape(
    const uint8_t *from, size_t count, uint8_t *to, size_t room) {
    const __m128i escape = _mm_set1_epi8((char)0xDB);
    size_t at = 0, written = 0;
    while (at < count && written < room) {
        if (count - at >= 16 && room - written >= 16) {
            const __m128i octets = csimd_octets_at(from + at);
            _mm_storeu_si128((__m128i *)(void *)(to + written), octets);
            const unsigned found = csimd_equal_octets(octets, escape, escape);
            const size_t plain = found ? (size_t)__builtin_ctz(found) : 16;
            at += plain;
            written += plain;
            if (!found) continue;
        }
        uint8_t octet = from[at++];
        if (octet == 0xDB && at < count) octet = from[at++] == 0xDC ? 0xC0 : 0xDB;
        to[written++] = octet;
    }
    return written;
}

#endif
#endif
