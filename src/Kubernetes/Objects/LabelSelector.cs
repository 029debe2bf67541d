using System.Collections.Immutable;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Selects objects by labels, for the <c>labelSelector</c> of lists and watches. Build it term by term; every term has to fit. Two selectors
/// with the same terms in the same order are equal.
/// </summary>
public sealed class LabelSelector : IEquatable<LabelSelector>
{
    private readonly ImmutableArray<string> terms;

    private LabelSelector(ImmutableArray<string> terms)
    {
        this.terms = terms;
        Text = string.Join(',', terms);
    }

    /// <summary>Selects everything.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>The selector in the server's syntax, not yet escaped for a URL; empty when it selects everything.</summary>
    public string Text { get; }

    /// <summary>The label has this value.</summary>
    /// <exception cref="ArgumentException">Key or value is not valid.</exception>
    public LabelSelector WithLabel(string key, string value) => With($"{Key(key)}={Value(value)}");

    /// <summary>The label has another value, or is missing.</summary>
    /// <exception cref="ArgumentException">Key or value is not valid.</exception>
    public LabelSelector WithoutLabel(string key, string value) => With($"{Key(key)}!={Value(value)}");

    /// <summary>The label has one of these values.</summary>
    /// <exception cref="ArgumentException">Key or a value is not valid, or there is no value.</exception>
    public LabelSelector WithAny(string key, IEnumerable<string> values) => With($"{Key(key)} in ({Values(values)})");

    /// <summary>The label has none of these values, or is missing.</summary>
    /// <exception cref="ArgumentException">Key or a value is not valid, or there is no value.</exception>
    public LabelSelector WithNone(string key, IEnumerable<string> values) => With($"{Key(key)} notin ({Values(values)})");

    /// <summary>The label is there, with any value.</summary>
    /// <exception cref="ArgumentException">The key is not valid.</exception>
    public LabelSelector WithKey(string key) => With(Key(key));

    /// <summary>The label is missing.</summary>
    /// <exception cref="ArgumentException">The key is not valid.</exception>
    public LabelSelector WithoutKey(string key) => With($"!{Key(key)}");

    /// <inheritdoc />
    public bool Equals(LabelSelector? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LabelSelector);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The selector in the server's syntax.</summary>
    public override string ToString() => Text;

    private LabelSelector With(string term) => new(terms.Add(term));

    private static string Key(string key) => LabelSyntax.CheckKey(key) is string problem ? throw new ArgumentException(problem, nameof(key)) : key;

    private static string Value(string value) =>
        LabelSyntax.CheckValue(value) is string problem ? throw new ArgumentException(problem, nameof(value)) : value;

    private static string Values(IEnumerable<string> values)
    {
        // In order, so that equal sets make equal selectors and share one informer.
        string text = string.Join(',', values.Select(Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return values.Any() ? text : throw new ArgumentException("A set of values may not be empty.", nameof(values));
    }
}
