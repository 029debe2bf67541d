namespace BackupConsole.Testing.ApiServer;

/// <summary>What tells old API servers from new ones; may be changed while the server runs.</summary>
public sealed class FakeFeatures
{
    /// <summary>A server of about 1.33.</summary>
    public static FakeFeatures Modern() => new();

    /// <summary>A server of about 1.20.</summary>
    public static FakeFeatures Old() => new()
    {
        Minor = 20,
        StreamingLists = false,
        AggregatedDiscovery = false,
        FieldValidation = false,
        OpenApiV3 = false,
        SelfSubjectReview = false,
    };

    /// <summary>Minor of version 1.</summary>
    public int Minor { get; set; } = 33;

    /// <summary>Whether <c>sendInitialEvents</c> is honoured; it is ignored otherwise.</summary>
    public bool StreamingLists { get; set; } = true;

    /// <summary>Whether discovery answers the aggregated form.</summary>
    public bool AggregatedDiscovery { get; set; } = true;

    /// <summary>Whether <c>fieldValidation=Strict</c> is honoured; unknown fields are dropped without a word otherwise.</summary>
    public bool FieldValidation { get; set; } = true;

    public bool OpenApiV3 { get; set; } = true;

    public bool SelfSubjectReview { get; set; } = true;

    /// <summary>How often a watch gets a bookmark by itself.</summary>
    public TimeSpan BookmarkInterval { get; set; } = TimeSpan.FromMinutes(1);
}
