namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>
/// Who owns fields. Updates of different API versions are different managers; an applier is the same one in every version.
/// </summary>
/// <param name="Name">Field manager.</param>
/// <param name="Applies">Whether it applies (or updates).</param>
/// <param name="ApiVersion">Version of an update; empty for appliers.</param>
/// <param name="Subresource">Subresource written through; empty for the object itself.</param>
internal sealed record ManagerId(string Name, bool Applies, string ApiVersion, string Subresource) : IComparable<ManagerId>
{
    private const int MaxNameLength = 128;

    /// <summary>
    /// The name of the manager of a request: the parameter <c>fieldManager</c>, else the user agent up to its first slash.
    /// </summary>
    public static string NameOf(string? fieldManager, string? userAgent)
    {
        if (!string.IsNullOrEmpty(fieldManager))
        {
            return fieldManager;
        }

        string agent = (userAgent ?? "").Split('/')[0];
        string readable = string.Concat(agent.Where(c => !char.IsControl(c)));
        return readable.Length > MaxNameLength ? readable[..MaxNameLength] : readable;
    }

    /// <summary>Whether a <c>fieldManager</c> may be used: up to 128 printable characters. Null when it may, else the complaint.</summary>
    public static Schemas.FieldError? FindFault(string fieldManager)
    {
        if (fieldManager.Length > MaxNameLength)
        {
            return Schemas.FieldError.TooManyBytes("fieldManager", MaxNameLength);
        }

        int at = fieldManager.AsSpan().IndexOfAnyInRange('\0', '\x1f');
        return at < 0
            ? null
            : Schemas.FieldError.Invalid("fieldManager", fieldManager, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"invalid character U+{(int)fieldManager[at]:X4} (at position {at})"));
    }

    /// <summary>The manager as conflicts name it.</summary>
    public string Shown => $"{Schemas.GoText.Quote(Name)}{(Subresource.Length > 0 ? $" with subresource {Schemas.GoText.Quote(Subresource)}" : "")}{(Applies ? "" : $" using {ApiVersion}")}";

    /// <summary>Orders by name, appliers before updaters, version and subresource: as conflicts are listed.</summary>
    public int CompareTo(ManagerId? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byName = string.CompareOrdinal(Name, other.Name);
        int byOperation = other.Applies.CompareTo(Applies);
        int byVersion = string.CompareOrdinal(ApiVersion, other.ApiVersion);
        return byName != 0 ? byName : byOperation != 0 ? byOperation : byVersion != 0 ? byVersion : string.CompareOrdinal(Subresource, other.Subresource);
    }
}
