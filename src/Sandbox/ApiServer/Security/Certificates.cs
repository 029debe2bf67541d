using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BackupConsole.Sandbox.ApiServer.Files;

namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>The cluster's certificate authority and the certificate the server shows, kept in the state directory.</summary>
internal sealed class Certificates : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int SerialBytes = 16;
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private Certificates(X509Certificate2 server, string authorityPem)
    {
        Server = server;
        AuthorityPem = authorityPem;
    }

    /// <summary>Certificate and key of the server.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The authority's certificate, for clients to trust.</summary>
    public string AuthorityPem { get; }

    /// <summary>Reads the certificates of a folder; makes those that are missing, unreadable or about to end.</summary>
    public static Certificates Load(string directory, DateTimeOffset now)
    {
        using X509Certificate2 authority = Read(directory, "ca", now) ?? Keep(directory, "ca", MakeAuthority(now));
        X509Certificate2? server = Read(directory, "server", now);
        if (server is not null && !server.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData))
        {
            server.Dispose();
            server = null;
        }

        server ??= Keep(directory, "server", MakeServer(authority, now));
        return new(server, authority.ExportCertificatePem());
    }

    /// <inheritdoc />
    public void Dispose() => Server.Dispose();

    private static X509Certificate2? Read(string directory, string name, DateTimeOffset now)
    {
        try
        {
            using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(Path.Combine(directory, $"{name}.crt"), Path.Combine(directory, $"{name}.key"));
            if (pem.NotAfter.ToUniversalTime() - now.UtcDateTime < RenewBefore || pem.NotBefore.ToUniversalTime() > now.UtcDateTime)
            {
                return null;
            }

            // Kestrel on Windows cannot use keys that were never in a PKCS#12 file.
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        }
        catch (Exception missing) when (missing is IOException or CryptographicException or UnauthorizedAccessException)
        {
            return null; // Made anew: clients read the authority from the kubeconfig, which is written at every start.
        }
    }

    private static X509Certificate2 Keep(string directory, string name, X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        PrivateFiles.Write(Path.Combine(directory, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        PrivateFiles.Write(Path.Combine(directory, $"{name}.crt"), certificate.ExportCertificatePem());
        return certificate;
    }

    private static X509Certificate2 MakeAuthority(DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A name of its own, so that an older authority is never taken for this one.
        string name = $"CN=backup-console-sandbox-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using X509Certificate2 made = request.CreateSelfSigned(now - ClockSkew, now + AuthorityLife);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static X509Certificate2 MakeServer(X509Certificate2 authority, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=backup-console-sandbox", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        using X509Certificate2 signed = request.Create(authority, now - ClockSkew, now + ServerLife, RandomNumberGenerator.GetBytes(SerialBytes));
        using X509Certificate2 whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
