using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BackupConsole.Kubernetes.Tests.Configuration;

/// <summary>Certificates and keys as kubeconfigs hold them.</summary>
internal static class Pem
{
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Far = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>RFC 8410's frame around 32 bytes.</summary>
    public static string Ed25519Key =>
        PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. RandomNumberGenerator.GetBytes(32)]);

    public const string Ed25519Certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBMDCB46ADAgECAhR7kRRljOaSp1DfVzcL2MnvPb46JzAFBgMrZXAwDTELMAkG
        A1UEAwwCZWQwIBcNMjYxMTIxMDAwMDI0WhgPMjEyNjEwMjgwMDAwMjRaMA0xCzAJ
        BgNVBAMMAmVkMCowBQYDK2VwAyEAbjFFzHpb+Csk0y5wmHW3EFbVsERZ+mZKLT07
        +fSCXzCjUzBRMB0GA1UdDgQWBBTX4qlizHH3UWFj86dgiYuXanma6DAfBgNVHSME
        GDAWgBTX4qlizHH3UWFj86dgiYuXanma6DAPBgNVHRMBAf8EBTADAQH/MAUGAytl
        cANBADeFW3K4Q4B+esjrEQaGbmW1H/ys58BCN5cpFlEeJohW4KI52ZelcPrHWR0S
        7Rsk1LDsGtr4x0fajN7AsTKq8QM=
        -----END CERTIFICATE-----
        """;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static (string Certificate, string Key) Ec(string name = "someone", DateTimeOffset? notAfter = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (SelfSigned(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256), notAfter), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>One pair of each form: <c>rsa-pkcs1</c>, <c>rsa-pkcs8</c>, <c>ec-sec1</c>, <c>ec-sec1-parameters</c>, <c>ec-pkcs8</c>, <c>ec-p384</c>.</summary>
    public static (string Certificate, string Key) Of(string form)
    {
        if (form.StartsWith("rsa", StringComparison.Ordinal))
        {
            using RSA rsa = RSA.Create(2048);
            string certificate = SelfSigned(new CertificateRequest("CN=someone", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), null);
            return (certificate, form == "rsa-pkcs1" ? rsa.ExportRSAPrivateKeyPem() : rsa.ExportPkcs8PrivateKeyPem());
        }

        using ECDsa ec = ECDsa.Create(form == "ec-p384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        string pem = SelfSigned(new CertificateRequest("CN=someone", ec, HashAlgorithmName.SHA256), null);
        return (pem, form switch
        {
            // As "openssl ecparam -genkey" writes it.
            "ec-sec1-parameters" => "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + ec.ExportECPrivateKeyPem(),
            "ec-sec1" => ec.ExportECPrivateKeyPem(),
            _ => ec.ExportPkcs8PrivateKeyPem(),
        });
    }

    public static string EncryptedKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportEncryptedPkcs8PrivateKeyPem("passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));
    }

    private static string SelfSigned(CertificateRequest request, DateTimeOffset? notAfter)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(Start, notAfter ?? Far);
        return certificate.ExportCertificatePem();
    }
}
