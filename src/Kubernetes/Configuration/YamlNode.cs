namespace BackupConsole.Kubernetes.Configuration;

/// <summary>A value of a configuration file that knows its line. A class and not a record, so that it never prints its content.</summary>
internal abstract class YamlNode(int line)
{
    public int Line { get; } = line;
}

internal sealed class YamlScalar(int line, string text, YamlScalarKind kind) : YamlNode(line)
{
    public string Text { get; } = text;

    public YamlScalarKind Kind { get; } = kind;
}

internal sealed class YamlSequence(int line, IReadOnlyList<YamlNode> items) : YamlNode(line)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;
}

internal sealed class YamlMapping(int line, IReadOnlyDictionary<string, YamlField> fields) : YamlNode(line)
{
    public static YamlMapping Empty { get; } = new(1, new Dictionary<string, YamlField>());

    public IReadOnlyDictionary<string, YamlField> Fields { get; } = fields;
}

/// <param name="Line">The key's line: where a person looks, also when the value is absent or starts further down.</param>
/// <param name="Value">The value.</param>
internal readonly record struct YamlField(int Line, YamlNode Value);
