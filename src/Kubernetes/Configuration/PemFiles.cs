using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Reads certificates and private keys in PEM form.</summary>
internal static class PemFiles
{
    private const string EncryptedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
    private const string LegacyEncryption = "Proc-Type: 4,ENCRYPTED";
    private const string CertificateLabel = "-----BEGIN CERTIFICATE-----";

    /// <returns>All certificates; <c>null</c> when one of them is broken.</returns>
    public static X509Certificate2Collection? ReadCertificates(string pem)
    {
        X509Certificate2Collection certificates = [];
        try
        {
            certificates.ImportFromPem(pem);

            // Blocks that are no valid PEM are passed over in silence; a half-pasted bundle must not count as whole.
            return certificates.Count == pem.Split(CertificateLabel).Length - 1 ? certificates : Discard(certificates);
        }
        catch (CryptographicException)
        {
            return Discard(certificates);
        }
    }

    /// <summary>A certificate joined with its key, fit for <see cref="System.Net.Security.SslStream"/>, and the certificates that follow it.</summary>
    /// <param name="certificatePem">Certificate first, then those between it and its authority.</param>
    /// <param name="keyPem">PKCS#8, PKCS#1 (RSA) or SEC 1 (EC).</param>
    /// <param name="certificateLine">Line of the certificate, for messages.</param>
    /// <param name="keyLine">Line of the key, for messages.</param>
    /// <exception cref="EntryException">They cannot be used.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Intermediates) ReadClientCertificate(
        string certificatePem, string keyPem, int? certificateLine, int? keyLine)
    {
        X509Certificate2Collection chain = ReadCertificates(certificatePem) is { Count: > 0 } read
            ? read
            : throw new EntryException(
                certificateLine, "the client certificate is no valid PEM", "It must hold a whole \"-----BEGIN CERTIFICATE-----\" block.");
        try
        {
            RequireUsableKey(keyPem, keyLine);
            X509Certificate2 joined = Join(certificatePem, keyPem, keyLine);
            chain[0].Dispose();
            chain.RemoveAt(0);
            return (joined, chain);
        }
        catch (EntryException)
        {
            Discard(chain);
            throw;
        }
    }

    private static void RequireUsableKey(string keyPem, int? line)
    {
        if (keyPem.Contains(EncryptedKey, StringComparison.Ordinal) || keyPem.Contains(LegacyEncryption, StringComparison.Ordinal))
        {
            throw new EntryException(
                line, "the client key is encrypted with a passphrase, which nobody can type here",
                "Decrypt it with \"openssl pkey -in KEY -out KEY.plain\" into a file only this user may read.");
        }

        if (!keyPem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new EntryException(line, "the client key is no private key in PEM form", "It must hold a whole \"-----BEGIN ... PRIVATE KEY-----\" block.");
        }
    }

    private static X509Certificate2 Join(string certificatePem, string keyPem, int? line)
    {
        try
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            if (!OperatingSystem.IsWindows())
            {
                return certificate;
            }

            // Windows' TLS cannot use a key that exists in memory only.
            using (certificate)
            {
                return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
            }
        }
        catch (ArgumentException exception)
        {
            // What .NET throws when both are readable but do not belong together.
            throw new EntryException(line, $"the client key does not belong to the client certificate ({exception.GetType().Name})", "Give the key the certificate was made with.");
        }
        catch (CryptographicException exception)
        {
            throw new EntryException(
                line, $"the client key cannot be used with its certificate: broken, of another type, or of one this platform lacks, such as Ed25519 ({exception.GetType().Name})",
                "Use an RSA or ECDSA key (P-256, P-384 or P-521) and its certificate.");
        }
    }

    private static X509Certificate2Collection? Discard(X509Certificate2Collection certificates)
    {
        foreach (X509Certificate2 certificate in certificates)
        {
            certificate.Dispose();
        }

        return null;
    }
}
