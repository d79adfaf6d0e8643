package hearth.protocol.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers modulo L = 2^252 + 27742317777372353535851937790883648493, the order of the main subgroup: 32 bytes,
 * little-endian. Reduction is Barrett's, in words of 32 bits, and takes the same time for all numbers.
 */
final class Scalar {

    static final int BYTES = 32;

    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final int WORDS = 8;
    private static final long WORD_MASK = 0xffff_ffffL;

    private static final int[] L = words(ORDER, WORDS + 1);

    /** floor(2^512 / L). */
    private static final int[] MU = words(BigInteger.ONE.shiftLeft(512).divide(ORDER), WORDS + 1);

    private Scalar() {}

    /** L itself. */
    static byte[] order() {
        return bytes(L);
    }

    /** A number of 64 bytes, modulo L. */
    static byte[] reduce(byte[] wide) {
        return bytes(reduce(words(wide, 2 * WORDS)));
    }

    /** a·b + c modulo L, for any numbers of 32 bytes. */
    static byte[] multiplyAdd(byte[] a, byte[] b, byte[] c) {
        var product = multiply(words(a, WORDS), words(b, WORDS));
        var sum = words(c, 2 * WORDS);
        var carry = 0L;
        for (var i = 0; i < product.length; i++) {
            carry += (product[i] & WORD_MASK) + (sum[i] & WORD_MASK);
            product[i] = (int) carry;
            carry >>>= 32;
        }
        return bytes(reduce(product));
    }

    /** −a modulo L, or a itself, modulo L, if {@code mask} is 0 instead of −1. */
    static byte[] negateIf(int mask, byte[] a) {
        var reduced = reduce(words(a, 2 * WORDS));
        var negated = new int[WORDS + 1];
        subtract(L, reduced, negated);
        var result = new int[WORDS + 1];
        for (var i = 0; i < result.length; i++) {
            result[i] = reduced[i] ^ (mask & (reduced[i] ^ negated[i]));
        }
        return bytes(result);
    }

    /** Says whether the 32 bytes from {@code at} are a number below L. */
    static boolean isCanonical(byte[] bytes, int at) {
        var words = new int[WORDS + 1];
        ByteBuffer.wrap(bytes, at, BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(words, 0, WORDS);
        return subtract(words, L, new int[WORDS + 1]) != 0;
    }

    /**
     * 64 digits from −8 to 8, lowest first, whose sum Σ digit[i]·16^i is the scalar, which must be below 2^255. The same
     * steps for every scalar.
     */
    static byte[] radix16(byte[] scalar) {
        var digits = new byte[2 * BYTES];
        for (var i = 0; i < BYTES; i++) {
            digits[2 * i] = (byte) (scalar[i] & 15);
            digits[2 * i + 1] = (byte) ((scalar[i] >>> 4) & 15);
        }
        var carry = 0;
        for (var i = 0; i < digits.length - 1; i++) {
            var digit = digits[i] + carry;
            carry = (digit + 8) >> 4;
            digits[i] = (byte) (digit - (carry << 4));
        }
        digits[digits.length - 1] += (byte) carry;
        return digits;
    }

    /**
     * Digits of which each is 0 or odd and below 2^(width − 1) in size, with at least {@code width} − 1 zeros between
     * them, whose sum Σ digit[i]·2^i is the scalar, which must be below 2^255. For public scalars: takes its time.
     */
    static byte[] sparseDigits(byte[] scalar, int width) {
        var digits = new byte[BYTES * Byte.SIZE + 1];
        var carry = 0;
        var i = 0;
        while (i < digits.length) {
            if (bit(scalar, i) == carry) {
                i++;
                continue;
            }
            var window = carry;
            for (var j = 0; j < width; j++) {
                window += bit(scalar, i + j) << j;
            }
            carry = window >> (width - 1);
            digits[i] = (byte) (window - (carry << width));
            i += width;
        }
        return digits;
    }

    private static int bit(byte[] scalar, int i) {
        return i >= BYTES * Byte.SIZE ? 0 : (scalar[i >>> 3] >>> (i & 7)) & 1;
    }

    /** x modulo L for 16 words, in 9 words of which the last is 0. */
    private static int[] reduce(int[] x) {
        var quotient = upper(multiply(upper(x, WORDS - 1), MU), WORDS + 1);
        var product = multiply(quotient, L);
        var r = new int[WORDS + 1];
        subtract(x, product, r);
        // The quotient is at most 2 too small.
        subtractIfNotBelow(r);
        subtractIfNotBelow(r);
        return r;
    }

    private static void subtractIfNotBelow(int[] r) {
        var difference = new int[WORDS + 1];
        var keep = subtract(r, L, difference);
        for (var i = 0; i < r.length; i++) {
            r[i] = difference[i] ^ (keep & (difference[i] ^ r[i]));
        }
    }

    /** Sets out = a − b modulo 2^(32·out.length); returns −1 if that is negative, else 0. */
    private static int subtract(int[] a, int[] b, int[] out) {
        var borrow = 0L;
        for (var i = 0; i < out.length; i++) {
            borrow += (a[i] & WORD_MASK) - (b[i] & WORD_MASK);
            out[i] = (int) borrow;
            borrow >>= 32;
        }
        return (int) borrow;
    }

    private static int[] multiply(int[] a, int[] b) {
        var product = new int[a.length + b.length];
        for (var i = 0; i < a.length; i++) {
            var carry = 0L;
            for (var j = 0; j < b.length; j++) {
                carry += (a[i] & WORD_MASK) * (b[j] & WORD_MASK) + (product[i + j] & WORD_MASK);
                product[i + j] = (int) carry;
                carry >>>= 32;
            }
            product[i + b.length] = (int) carry;
        }
        return product;
    }

    private static int[] upper(int[] words, int from) {
        return Arrays.copyOfRange(words, from, words.length);
    }

    private static int[] words(byte[] bytes, int count) {
        var words = new int[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words, 0, bytes.length / Integer.BYTES);
        return words;
    }

    private static int[] words(BigInteger number, int count) {
        var words = new int[count];
        for (var i = 0; i < count; i++) {
            words[i] = number.shiftRight(32 * i).intValue();
        }
        return words;
    }

    private static byte[] bytes(int[] words) {
        var bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(words, 0, WORDS);
        return bytes;
    }
}
