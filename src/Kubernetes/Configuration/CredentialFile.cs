namespace BackupConsole.Kubernetes.Configuration;

/// <summary>A credential kept in files that others rotate.</summary>
internal interface ICredentialFile
{
    /// <summary>Reads the files.</summary>
    /// <returns>All of their content that matters: equal content means an equal credential.</returns>
    /// <exception cref="CredentialException">They cannot be read.</exception>
    ValueTask<string> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Makes the credential from what <see cref="ReadAsync"/> gave.</summary>
    /// <exception cref="CredentialException">It is none.</exception>
    Credential Parse(string content);
}

/// <summary>A bearer token alone in a file.</summary>
internal sealed class TokenFile(EntryLocation location, string path, string field, int? line, string? fallbackToken) : ICredentialFile
{
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await BoundedFile.ReadAsync(path, BoundedFile.MaxToken, field, line, cancellationToken), field, line);
        }
        catch (EntryException exception)
        {
            // As in client-go, the file beats the inline token, which serves while there is no readable file.
            return fallbackToken ?? throw location.Refusal(exception);
        }
    }

    public Credential Parse(string content) => new(AuthorizationHeaders.Bearer(content, field, line), null);

    /// <exception cref="EntryException">It holds no token.</exception>
    public static string Parse(byte[] content, string field, int? line)
    {
        string token = System.Text.Encoding.UTF8.GetString(content).Trim();
        if (token.Length == 0)
        {
            throw new EntryException(line, $"{field} is empty", "Write the token into the file.");
        }

        AuthorizationHeaders.Bearer(token, field, line);
        return token;
    }
}

/// <summary>A client certificate and its key, at least one of them in a file.</summary>
internal sealed class ClientCertificateFiles(EntryLocation location, PemPart certificate, PemPart key) : ICredentialFile
{
    // Occurs in no PEM text.
    private const char Separator = '\0';

    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await certificate.ReadAsync(cancellationToken) + Separator + await key.ReadAsync(cancellationToken);
        }
        catch (EntryException exception)
        {
            throw location.Refusal(exception);
        }
    }

    public Credential Parse(string content)
    {
        try
        {
            string[] parts = content.Split(Separator, 2);
            (var joined, var intermediates) = PemFiles.ReadClientCertificate(parts[0], parts[1], certificate.Line, key.Line);
            return new Credential(null, joined, intermediates);
        }
        catch (EntryException exception)
        {
            throw location.Refusal(exception);
        }
    }
}
