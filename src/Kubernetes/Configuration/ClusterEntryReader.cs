using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Understands a <c>cluster</c> of a kubeconfig.</summary>
internal static class ClusterEntryReader
{
    private const string ExecExtension = "client.authentication.k8s.io/exec";

    /// <exception cref="EntryException">It cannot be used.</exception>
    public static ClusterEntry Read(KubeconfigEntry entry)
    {
        FieldReader body = entry.Body;
        List<EntryException> warnings = [];
        Uri server = ReadServer(body, warnings);
        byte[]? authorityPem = ReadAuthority(entry, warnings);
        bool insecure = body.Boolean("insecure-skip-tls-verify");
        if (insecure && authorityPem is not null)
        {
            throw new EntryException(
                body.LineOf("insecure-skip-tls-verify"),
                "insecure-skip-tls-verify is set together with a certificate authority, which kubectl refuses",
                "Remove insecure-skip-tls-verify, or else the certificate authority.");
        }

        string? tlsServerName = body.Text("tls-server-name");
        (Uri? proxy, NetworkCredential? proxyCredentials) = ReadProxy(body);
        bool disableCompression = body.Boolean("disable-compression");
        ClusterEntry cluster = new()
        {
            Server = server,
            CertificateAuthorities = authorityPem is null ? null : ReadCertificates(body, authorityPem),
            InsecureSkipTlsVerify = insecure,
            TlsServerName = tlsServerName,
            Proxy = proxy,
            ProxyCredentials = proxyCredentials,
            DisableCompression = disableCompression,
            ExecInfo = new ExecClusterInfo
            {
                Server = body.Text("server")!,
                TlsServerName = tlsServerName,
                InsecureSkipTlsVerify = insecure,
                CertificateAuthorityData = authorityPem,
                ProxyUrl = body.Text("proxy-url"),
                DisableCompression = disableCompression,
                Config = ReadExecExtension(body),
            },
        };
        cluster.Warnings.AddRange(warnings.Select(entry.Location.Warning));
        return cluster;
    }

    private static Uri ReadServer(FieldReader body, List<EntryException> warnings)
    {
        int line = body.LineOf("server");
        string text = body.Text("server")
            ?? throw new EntryException(line, "names no server", "Add server: https://HOST:PORT.");
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            warnings.Add(new EntryException(
                line, "server has no scheme and is therefore spoken to over plain http, without credentials, as kubectl does", "Write https:// before the host."));
            text = "http://" + text;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new EntryException(line, "server is not a URL", "Write https://HOST:PORT; an IPv6 address stands in brackets.");
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            throw new EntryException(line, $"server has the scheme {EntryLocation.Quote(uri.Scheme)}", "Use https:// (or http:// for a local proxy).");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new EntryException(line, "server holds a user name or password", "Move them to username and password of the user entry.");
        }

        UriBuilder root = new(uri.Scheme, uri.IdnHost, uri.Port, uri.AbsolutePath.EndsWith('/') ? uri.AbsolutePath : uri.AbsolutePath + "/");
        return root.Uri;
    }

    private static byte[]? ReadAuthority(KubeconfigEntry entry, List<EntryException> warnings)
    {
        FieldReader body = entry.Body;
        byte[]? data = body.Base64("certificate-authority-data");
        string? path = body.Text("certificate-authority");
        if (data is null)
        {
            return path is null
                ? null
                : BoundedFile.Read(
                    Path.GetFullPath(path, entry.Directory), BoundedFile.MaxPem, "certificate-authority", body.LineOf("certificate-authority"));
        }

        if (path is not null)
        {
            warnings.Add(Both(body, "certificate-authority"));
        }

        return data;
    }

    /// <summary>Two ways of giving the same thing: the inline one counts, as the fields' documentation says, though kubectl stops there.</summary>
    public static EntryException Both(FieldReader body, string field) => new(
        body.LineOf(field), $"{field} and {field}-data are both given; {field}-data counts, while kubectl refuses this", "Remove one of them.");

    private static X509Certificate2Collection ReadCertificates(FieldReader body, byte[] pem)
    {
        string field = body.Has("certificate-authority-data") ? "certificate-authority-data" : "certificate-authority";
        X509Certificate2Collection? certificates = PemFiles.ReadCertificates(Encoding.Latin1.GetString(pem));
        return certificates is { Count: > 0 }
            ? certificates
            : throw new EntryException(
                body.LineOf(field), $"{field} holds no certificate in PEM form", "It must hold at least one whole \"-----BEGIN CERTIFICATE-----\" block.");
    }

    private static (Uri? Proxy, NetworkCredential? Credentials) ReadProxy(FieldReader body)
    {
        if (body.Text("proxy-url") is not { } text)
        {
            return (null, null);
        }

        int line = body.LineOf("proxy-url");
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new EntryException(line, "proxy-url is not a URL", "Write http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT.");
        }

        if (uri.Scheme is not ("http" or "https" or "socks5"))
        {
            throw new EntryException(
                line, $"proxy-url has the scheme {EntryLocation.Quote(uri.Scheme)}, which is not supported", "Use http://, https:// or socks5://.");
        }

        string[] user = uri.UserInfo.Split(':', 2);
        NetworkCredential? credentials = uri.UserInfo.Length == 0
            ? null
            : new NetworkCredential(Uri.UnescapeDataString(user[0]), user.Length == 2 ? Uri.UnescapeDataString(user[1]) : "");
        int port = uri.Port > 0 ? uri.Port : 1080;
        return (new UriBuilder(uri.Scheme, uri.IdnHost, port).Uri, credentials);
    }

    private static YamlNode? ReadExecExtension(FieldReader body)
    {
        foreach (FieldReader extension in body.Mappings("extensions"))
        {
            if (extension.Text("name") == ExecExtension)
            {
                return extension.Value("extension");
            }
        }

        return null;
    }
}
