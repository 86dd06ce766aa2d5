/**
 * This program beside the readers of config files that people really use: botocore, the SDK for Java, and the SDK for
 * JavaScript are given the same homes and profiles, and must come to the same identities. {@link
 * dev.awssso.differential.IdentityDifferentialTest} first, then {@link dev.awssso.differential.RandomHome}.
 */
package dev.awssso.differential;
