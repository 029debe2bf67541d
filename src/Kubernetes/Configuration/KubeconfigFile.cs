using System.Text;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>A named part of a kubeconfig: one item of <c>clusters</c>, <c>users</c> or <c>contexts</c>.</summary>
internal sealed class KubeconfigEntry(EntryLocation location, string name, FieldReader item, string kind)
{
    public EntryLocation Location { get; } = location;

    public string Name { get; } = name;

    /// <summary>Its fields; none when it has no body.</summary>
    /// <exception cref="EntryException">The body is no mapping.</exception>
    public FieldReader Body => item.Mapping(kind) ?? new FieldReader(new YamlMapping(item.Line, YamlMapping.Empty.Fields));

    /// <summary>The file's directory: what relative paths are relative to.</summary>
    public string Directory => Path.GetDirectoryName(Location.File)!;
}

/// <summary>One kubeconfig file taken apart, its entries not yet understood.</summary>
internal sealed class KubeconfigFile
{
    private KubeconfigFile(string path)
    {
        Location = new EntryLocation(path, null, null);
    }

    public EntryLocation Location { get; }

    public List<KubeconfigEntry> Clusters { get; } = [];

    public List<KubeconfigEntry> Users { get; } = [];

    public List<KubeconfigEntry> Contexts { get; } = [];

    public string? CurrentContext { get; private set; }

    public int CurrentContextLine { get; private set; }

    public List<ClusterProblem> Problems { get; } = [];

    /// <summary>Reads a file. What is wrong with it is in <see cref="Problems"/>; the rest is still there.</summary>
    public static KubeconfigFile Read(string path)
    {
        KubeconfigFile file = new(path);
        try
        {
            file.ReadDocument();
        }
        catch (EntryException exception)
        {
            file.Problems.Add(file.Location.Error(exception));
        }

        return file;
    }

    private void ReadDocument()
    {
        string text = Decode(BoundedFile.Read(Location.File, BoundedFile.MaxKubeconfig, "the kubeconfig", line: null));
        (YamlNode? document, int? second) = YamlReader.Read(text);
        if (second is int line)
        {
            Problems.Add(Location.Warning(new EntryException(
                line, "holds a second YAML document, which is not read, as in kubectl", "Put it into a file of its own and name both in KUBECONFIG.")));
        }

        if (document is null or YamlScalar { Kind: YamlScalarKind.Null })
        {
            return;
        }

        FieldReader fields = new(document as YamlMapping
            ?? throw new EntryException(document.Line, "is no kubeconfig: it has no named fields", "Check that it is the right file."));
        RequireKind(fields);
        Collect(fields, "clusters", "cluster", Clusters);
        Collect(fields, "users", "user", Users);
        Collect(fields, "contexts", "context", Contexts);
        Attempt(Location, () =>
        {
            CurrentContext = fields.Text("current-context");
            CurrentContextLine = fields.LineOf("current-context");
        });
    }

    private static void RequireKind(FieldReader fields)
    {
        if (fields.Text("kind") is { } kind && kind != "Config")
        {
            throw new EntryException(fields.LineOf("kind"), $"is of kind {EntryLocation.Quote(kind)} and no kubeconfig", "A kubeconfig has kind: Config.");
        }

        if (fields.Text("apiVersion") is { } version && version != "v1")
        {
            throw new EntryException(
                fields.LineOf("apiVersion"), $"has apiVersion {EntryLocation.Quote(version)}, which is not known", "A kubeconfig has apiVersion: v1.");
        }
    }

    private void Collect(FieldReader fields, string list, string kind, List<KubeconfigEntry> entries)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        IReadOnlyList<YamlNode> items = [];
        Attempt(Location, () => items = fields.Items(list));
        for (int index = 0; index < items.Count; index++)
        {
            YamlNode item = items[index];
            Attempt(new EntryLocation(Location.File, item.Line, $"{list}[{index}]"), () =>
            {
                FieldReader named = new(item as YamlMapping ?? throw new EntryException(
                    item.Line, "has no named fields", $"Give it the fields name and {kind}."));
                string name = named.Text("name") ?? "";
                if (!names.Add(name))
                {
                    throw new EntryException(
                        named.LineOf("name"), $"the name {EntryLocation.Quote(name)} is given twice in this file; the first counts", "Rename or remove one of them.");
                }

                EntryLocation location = new(Location.File, item.Line, $"{kind} {EntryLocation.Quote(name)}");
                entries.Add(new KubeconfigEntry(location, name, named, kind));
            });
        }
    }

    private void Attempt(EntryLocation location, Action read)
    {
        try
        {
            read();
        }
        catch (EntryException exception)
        {
            Problems.Add(location.Error(exception));
        }
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            using StreamReader reader = new(
                new MemoryStream(bytes), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new EntryException(null, "is not text in UTF-8", "Save it as UTF-8, or check that it is the right file.");
        }
    }
}
