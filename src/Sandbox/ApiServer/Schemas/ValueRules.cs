using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>The value validations of a schema node; what is null or empty does not limit.</summary>
internal sealed record ValueRules
{
    private Regex? expression;

    /// <summary>Fields that must be there.</summary>
    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>Allowed values.</summary>
    public ImmutableArray<JsonNode?> Enum { get; init; } = [];

    /// <summary>Name of a format; formats a server does not know are not checked.</summary>
    public string Format { get; init; } = "";

    /// <summary>Regular expression a string must contain a match of.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>Least number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is too small.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is too large.</summary>
    public bool ExclusiveMaximum { get; init; }

    /// <summary>A number must be a multiple of this.</summary>
    public double? MultipleOf { get; init; }

    /// <summary>Least length in characters.</summary>
    public long? MinLength { get; init; }

    /// <summary>Greatest length in characters.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Least number of items.</summary>
    public long? MinItems { get; init; }

    /// <summary>Greatest number of items.</summary>
    public long? MaxItems { get; init; }

    /// <summary>Whether items must differ.</summary>
    public bool UniqueItems { get; init; }

    /// <summary>Least number of fields.</summary>
    public long? MinProperties { get; init; }

    /// <summary>Greatest number of fields.</summary>
    public long? MaxProperties { get; init; }

    /// <summary>All must hold.</summary>
    public ImmutableArray<StructuralSchema> AllOf { get; init; } = [];

    /// <summary>At least one must hold.</summary>
    public ImmutableArray<StructuralSchema> AnyOf { get; init; } = [];

    /// <summary>Exactly one must hold.</summary>
    public ImmutableArray<StructuralSchema> OneOf { get; init; } = [];

    /// <summary>Must not hold.</summary>
    public StructuralSchema? Not { get; init; }

    /// <summary>
    /// <see cref="Pattern"/> compiled without backtracking (linear time, as RE2): a schema is foreign input.
    /// Throws <see cref="ArgumentException"/> or <see cref="NotSupportedException"/> for what neither can do, such as lookarounds.
    /// </summary>
    public Regex Expression => expression ??= new Regex(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
