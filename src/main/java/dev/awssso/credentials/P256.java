package dev.awssso.credentials;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** The curve P-256 (FIPS 186-4 D.1.2.3), as much of it as the JDK does not offer: the public key of a private one. */
final class P256 {

    /** The bytes of a coordinate, of a private key, and of each half of a signature. */
    static final int BYTES = 32;

    private static final BigInteger THREE = BigInteger.valueOf(3);

    private P256() {}

    static ECParameterSpec parameters() {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            return curve.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has P-256", e);
        }
    }

    /** The point that belongs to a private key: the generator, added to itself so many times (SEC 1, 3.2.1). */
    static ECPoint publicPoint(BigInteger secret) {
        ECParameterSpec curve = parameters();
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger a = curve.getCurve().getA();
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = secret.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum, a, prime);
            if (secret.testBit(bit)) {
                sum = add(sum, curve.getGenerator(), a, prime);
            }
        }
        return sum;
    }

    // SEC 1, 2.2.1.
    private static ECPoint add(ECPoint left, ECPoint right, BigInteger a, BigInteger prime) {
        if (left.equals(ECPoint.POINT_INFINITY)) {
            return right;
        }
        if (right.equals(ECPoint.POINT_INFINITY)) {
            return left;
        }
        BigInteger x = left.getAffineX();
        BigInteger y = left.getAffineY();
        boolean twice = left.equals(right);
        if (!twice && x.equals(right.getAffineX())) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger rise =
                twice ? x.pow(2).multiply(THREE).add(a) : right.getAffineY().subtract(y);
        BigInteger run = twice ? y.shiftLeft(1) : right.getAffineX().subtract(x);
        BigInteger slope = rise.multiply(run.modInverse(prime)).mod(prime);
        BigInteger third = slope.pow(2).subtract(x).subtract(right.getAffineX()).mod(prime);
        return new ECPoint(third, slope.multiply(x.subtract(third)).subtract(y).mod(prime));
    }
}
