using System.Text;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Half of a client certificate, inline or in a file. A class and not a record, so that it never prints a key.</summary>
internal sealed class PemPart(string field, int line, byte[]? data, string? path)
{
    public int Line { get; } = line;

    /// <summary>Whether it stands in a file that may be rotated.</summary>
    public bool IsFile => data is null;

    /// <summary>Reads a field, or the field of the same name ending in <c>-data</c>, which counts when both are there.</summary>
    /// <returns>The part, or <c>null</c> when neither is given.</returns>
    public static PemPart? From(KubeconfigEntry entry, string field)
    {
        FieldReader body = entry.Body;
        if (body.Base64(field + "-data") is { } data)
        {
            return new PemPart(field + "-data", body.LineOf(field + "-data"), data, null);
        }

        return body.Text(field) is { } path ? new PemPart(field, body.LineOf(field), null, Path.GetFullPath(path, entry.Directory)) : null;
    }

    /// <exception cref="EntryException">The file cannot be read.</exception>
    public string Read() => Encoding.Latin1.GetString(data ?? BoundedFile.Read(path!, BoundedFile.MaxPem, field, Line));

    /// <exception cref="EntryException">The file cannot be read.</exception>
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken) =>
        Encoding.Latin1.GetString(data ?? await BoundedFile.ReadAsync(path!, BoundedFile.MaxPem, field, Line, cancellationToken));
}
