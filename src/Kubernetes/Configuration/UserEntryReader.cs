using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Understands a <c>user</c> of a kubeconfig.</summary>
internal sealed class UserEntryReader(ExecEntryReader execReader, TimeProvider time)
{
    /// <exception cref="EntryException">It cannot be used.</exception>
    public UserEntry Read(KubeconfigEntry entry)
    {
        FieldReader body = entry.Body;
        RefuseAuthProvider(body);
        string? tokenFile = body.Text("tokenFile");
        UserEntry user = new()
        {
            Location = entry.Location,
            Token = body.Text("token"),
            TokenLine = body.LineOf("token"),
            TokenFile = tokenFile is null ? null : Path.GetFullPath(tokenFile, entry.Directory),
            TokenFileLine = body.LineOf("tokenFile"),
            Username = body.Text("username"),
            Password = body.Text("password"),
            Certificate = PemPart.From(entry, "client-certificate"),
            Key = PemPart.From(entry, "client-key"),
            Exec = body.Mapping("exec") is { } exec ? execReader.Read(exec, entry) : null,
            Impersonation = ReadImpersonation(body),
        };
        RequireOneMethod(user, body);
        CheckToken(user);
        CheckCertificate(user, body);
        if (user.Exec is not null && (user.HasToken || user.HasBasic))
        {
            user.Warnings.Add(entry.Location.Warning(new EntryException(
                body.LineOf("exec"), "the exec plugin is never run, because a token or password is given as well", "Remove one of them.")));
        }

        return user;
    }

    private static void RefuseAuthProvider(FieldReader body)
    {
        if (body.Mapping("auth-provider") is not { } provider)
        {
            return;
        }

        string name = provider.Text("name") ?? "";
        string plugin = name switch
        {
            "gcp" => "gke-gcloud-auth-plugin (\"gcloud container clusters get-credentials\" writes it)",
            "azure" => "kubelogin (\"kubelogin convert-kubeconfig\" writes it)",
            "oidc" => "kubelogin (\"kubectl oidc-login setup\" tells how)",
            _ => "the credential plugin of your provider",
        };
        throw new EntryException(
            body.LineOf("auth-provider"), $"auth-provider {EntryLocation.Quote(name)} is not supported; kubectl removed the last of them in 1.26",
            $"Use an exec entry with {plugin} instead.");
    }

    private static void RequireOneMethod(UserEntry user, FieldReader body)
    {
        if (user.HasToken && user.HasBasic)
        {
            throw new EntryException(
                body.LineOf(user.Username is null ? "password" : "username"), "a token and a user name or password are both given, which kubectl refuses", "Remove one of them.");
        }

        if (user.Certificate is not null && user.Key is null)
        {
            throw new EntryException(user.Certificate.Line, "a client certificate is given without its key", "Add client-key or client-key-data.");
        }

        if (user.Key is not null && user.Certificate is null)
        {
            throw new EntryException(user.Key.Line, "a client key is given without its certificate", "Add client-certificate or client-certificate-data.");
        }
    }

    private static void CheckToken(UserEntry user)
    {
        if (user.Token is not null)
        {
            AuthorizationHeaders.Bearer(user.Token, "token", user.TokenLine);
        }

        if (user.TokenFile is not null && user.Token is null)
        {
            WarnWhenUnreadable(user, () => TokenFile.Parse(
                BoundedFile.Read(user.TokenFile, BoundedFile.MaxToken, "tokenFile", user.TokenFileLine), "tokenFile", user.TokenFileLine));
        }
    }

    private void CheckCertificate(UserEntry user, FieldReader body)
    {
        if (user is not { Certificate: { } certificate, Key: { } key })
        {
            return;
        }

        foreach (string field in (string[])["client-certificate", "client-key"])
        {
            if (body.Has(field) && body.Has(field + "-data"))
            {
                user.Warnings.Add(user.Location.Warning(ClusterEntryReader.Both(body, field)));
            }
        }

        void Check() => CheckValidity(user, certificate, key);
        if (certificate.IsFile || key.IsFile)
        {
            WarnWhenUnreadable(user, Check);
        }
        else
        {
            Check();
        }
    }

    private void CheckValidity(UserEntry user, PemPart certificate, PemPart key)
    {
        (X509Certificate2 joined, X509Certificate2Collection intermediates) =
            PemFiles.ReadClientCertificate(certificate.Read(), key.Read(), certificate.Line, key.Line);
        DateTimeOffset end = new(joined.NotAfter.ToUniversalTime());
        CredentialRelease.Dispose(new Credential(null, joined, intermediates));
        if (end <= time.GetUtcNow())
        {
            user.Warnings.Add(user.Location.Warning(new EntryException(
                certificate.Line, $"the client certificate expired on {end:yyyy-MM-dd HH:mm} UTC", "Get a new one; the server will refuse this one.")));
        }
    }

    // A file may appear or be repaired while we run, and is read again then: the cluster stays on offer.
    private static void WarnWhenUnreadable(UserEntry user, Action read)
    {
        try
        {
            read();
        }
        catch (EntryException exception)
        {
            user.Warnings.Add(user.Location.Warning(exception));
        }
    }

    private static Impersonation? ReadImpersonation(FieldReader body)
    {
        string? name = body.Text("as");
        string? uid = body.Text("as-uid");
        IReadOnlyList<string> groups = body.Texts("as-groups");
        IReadOnlyDictionary<string, IReadOnlyList<string>> extra = body.TextsByKey("as-user-extra");
        if (name is not null)
        {
            return new Impersonation(name, groups, uid, extra);
        }

        if (uid is null && groups.Count == 0 && extra.Count == 0)
        {
            return null;
        }

        string field = uid is not null ? "as-uid" : groups.Count > 0 ? "as-groups" : "as-user-extra";
        throw new EntryException(body.LineOf(field), $"{field} is given without as, which kubectl refuses", "Add as with the user to act as.");
    }
}
