using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Makes the credential source of a user at a cluster. Each context gets its own, so that each can be disposed on its own.</summary>
internal static class CredentialSources
{
    public static ICredentialSource Create(UserEntry? user, ClusterEntry cluster, TimeProvider time)
    {
        if (user is null || !user.HasCredentials || cluster.PlainHttp)
        {
            return new FixedCredentialSource(Credential.Anonymous);
        }

        ICredentialSource? authorization = CreateAuthorization(user, cluster, time);
        ICredentialSource? certificate = CreateCertificate(user, time);
        return (authorization, certificate) switch
        {
            ({ } one, null) => one,
            (null, { } other) => other,
            ({ } one, { } other) => new CombinedCredentialSource(one, other),
            _ => new FixedCredentialSource(Credential.Anonymous),
        };
    }

    private static ICredentialSource? CreateAuthorization(UserEntry user, ClusterEntry cluster, TimeProvider time)
    {
        if (user.TokenFile is not null)
        {
            return new RotatingCredentialSource(new TokenFile(user.Location, user.TokenFile, "tokenFile", user.TokenFileLine, user.Token), time);
        }

        if (user.Token is not null)
        {
            AuthenticationHeaderValue header = AuthorizationHeaders.Bearer(user.Token, "token", user.TokenLine);
            return new FixedCredentialSource(new Credential(header, null));
        }

        if (user.HasBasic)
        {
            AuthenticationHeaderValue header = AuthorizationHeaders.Basic(user.Username ?? "", user.Password ?? "");
            return new FixedCredentialSource(new Credential(header, null));
        }

        return user.Exec is null ? null : new ExecCredentialSource(user.Exec, cluster.ExecInfo, time);
    }

    private static ICredentialSource? CreateCertificate(UserEntry user, TimeProvider time)
    {
        if (user is not { Certificate: { } certificate, Key: { } key })
        {
            return null;
        }

        if (certificate.IsFile || key.IsFile)
        {
            return new RotatingCredentialSource(new ClientCertificateFiles(user.Location, certificate, key), time);
        }

        (X509Certificate2 joined, X509Certificate2Collection intermediates) =
            PemFiles.ReadClientCertificate(certificate.Read(), key.Read(), certificate.Line, key.Line);
        return new FixedCredentialSource(new Credential(null, joined, intermediates));
    }
}
