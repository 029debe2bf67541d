using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Clusters;
using BackupConsole.Components.Manifests;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Testing.ComponentHost;
using BackupConsole.Tests.Clusters;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Components.Manifests;

public sealed class ManifestPreviewTests : IAsyncDisposable
{
    private const string Session = "apiVersion: core.kubestash.com/v1alpha1\nkind: BackupSession\nmetadata:\n  name: a\nspec:\n  session: full\n  unknown:\n  - 1\n  - 2.50\n";

    private readonly ComponentTestContext context = new();
    private readonly List<PreviewEdit> edits = [];
    private readonly List<bool> broken = [];
    private readonly List<PreviewText> texts = [];
    private RenderedComponent preview = null!;

    [Fact]
    public async Task The_editor_is_given_the_manifest_as_YAML_under_its_files_name()
    {
        await OpenAsync();

        Assert.Equal("coreKubestashComBackupSession.yaml", preview.Find("h2").TextContent);
        Assert.Equal(["YAML:true", "JSON:false"], preview.FindAll("[role=group] button").Select(button => $"{button.TextContent}:{button.GetAttribute("aria-pressed")}"));
        Assert.Equal(["coreKubestashComBackupSession", "secret_storage_cred"], preview.FindAll("nav .name").Select(name => name.TextContent));
        Assert.Contains(Session, context.Script.Invocations.Single(call => call.Function == "create").Arguments[2]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_reads_reaches_the_page_with_fields_it_does_not_know()
    {
        await OpenAsync();

        await TypeAsync(Session.Replace("name: a", "name: b\n  namespace: demo", StringComparison.Ordinal));

        PreviewEdit edit = Assert.Single(edits);
        Assert.Equal((0, "b", "demo"), (edit.Entry, edit.Manifest.Name, edit.Manifest.Namespace));
        Assert.Equal("[1,2.50]", edit.Manifest.Root["spec"]!["unknown"]!.ToJsonString());
        Assert.Empty(broken);
        Assert.DoesNotContain("setText", context.Script.Calls);
    }

    [Fact]
    public async Task What_is_typed_stays_when_the_page_draws_itself_before_it_took_the_edit()
    {
        await OpenAsync();
        await TypeAsync(Session.Replace("name: a", "name: b", StringComparison.Ordinal));

        await preview.SetParametersAsync<ManifestPreview>(with => with.Add(page => page.Entries, Entries()));

        Assert.DoesNotContain("setText", context.Script.Calls);
    }

    [Fact]
    public async Task What_the_page_changed_by_itself_is_shown()
    {
        await OpenAsync();
        Manifest changed = YamlReader.Read(Session).Manifest;
        changed.Name = "other";

        await preview.SetParametersAsync<ManifestPreview>(with => with.Add(page => page.Entries, [new PreviewEntry("coreKubestashComBackupSession", changed), Entries()[1]]));

        Assert.Contains("name: other", Assert.IsType<string>(context.Script.Invocations.Single(call => call.Function == "setText").Arguments[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_does_not_read_is_said_marked_and_kept()
    {
        await OpenAsync();

        await TypeAsync("kind: [1");

        Assert.Equal([true], broken);
        Assert.Empty(edits);
        Assert.Equal("kind: [1", texts[^1].Text);
        Assert.Single(preview.FindAll(".problems .is-error"));
        Assert.Single((object[])context.Script.Invocations.Last(call => call.Function == "setMarkers").Arguments[0]!);

        await TypeAsync(Session);
        Assert.Equal([true, false], broken);
        Assert.Empty(preview.FindAll(".problems"));
    }

    [Fact]
    public async Task Switching_the_format_keeps_every_value()
    {
        await OpenAsync();

        await preview.FindAll("[role=group] button")[1].ClickAsync();
        string json = texts[^1].Text;
        await preview.FindAll("[role=group] button")[0].ClickAsync();

        Assert.Contains("2.50", json, StringComparison.Ordinal);
        Assert.StartsWith("{", json, StringComparison.Ordinal);
        Assert.Equal(Session, texts[^1].Text);
        Assert.Equal("flush", context.Script.Calls.First(call => call is "flush" or "setText"));
    }

    [Fact]
    public async Task A_broken_text_cannot_be_switched_and_says_why()
    {
        await OpenAsync();
        await TypeAsync("kind: [1");

        await preview.FindAll("[role=group] button")[1].ClickAsync();

        Assert.Contains("cannot be switched to JSON", preview.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", preview.FindAll("[role=group] button")[0].GetAttribute("aria-pressed"));
        Assert.Contains("reveal", context.Script.Calls);
    }

    [Fact]
    public async Task Comments_are_said_to_get_lost()
    {
        await OpenAsync();
        Assert.Empty(preview.FindAll(".comments"));

        await TypeAsync(Session + "# why\n");

        Assert.Single(preview.FindAll(".comments"));
    }

    [Fact]
    public async Task Problems_of_the_page_are_listed_with_their_line_and_a_click_goes_there()
    {
        await OpenAsync(problems: [new PreviewProblem(0, ManifestPath.Parse("spec.session"), "no such session", true), new PreviewProblem(1, ManifestPath.Parse("metadata.name"), "exists", true)]);

        Assert.Equal(["Line 6", "secret_storage_cred, line 4"], preview.FindAll(".problems button").Select(button => button.TextContent));
        await preview.FindAll(".problems button")[1].ClickAsync();

        Assert.Equal("secret_storage_cred.yaml", preview.Find("h2").TextContent);
        Assert.Equal(["flush", "setText", "reveal"], context.Script.Calls.Where(call => call is "flush" or "setText" or "reveal"));
    }

    [Fact]
    public async Task A_long_text_arrives_as_a_stream_and_one_that_is_too_long_is_refused_in_words()
    {
        await OpenAsync();
        string text = Session + "  more: " + new string('x', 900_000) + "\n";

        await preview.InvokeAsync(() => Editor.ChangedLongAsync(new TextStream(text)));
        Assert.Equal(900_000, edits[^1].Manifest.Root["spec"]!["more"]!.GetValue<string>().Length);

        await preview.InvokeAsync(() => Editor.ChangedLongAsync(new TextStream(text + new string('#', 200_000))));
        Assert.Single(edits);
        Assert.Equal([true], broken);
        Assert.Contains("1 MiB", preview.Find(".problems").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_did_not_read_is_shown_again()
    {
        await OpenAsync(text: new PreviewText(0, true, "{ \"kind\": "));

        Assert.Equal([true], broken);
        Assert.Equal("coreKubestashComBackupSession.json", preview.Find("h2").TextContent);
        Assert.Contains("{ \"kind\": ", context.Script.Invocations.Single(call => call.Function == "create").Arguments[2]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flush_that_fails_says_so()
    {
        await OpenAsync();
        context.Script.Fails = function => function == "flush" ? new JSException("down") : null;

        bool arrived = true;
        await preview.InvokeAsync(async () => arrived = await ((ManifestPreview)preview.Instance).FlushAsync());

        Assert.False(arrived);
    }

    [Fact]
    public async Task Without_its_script_the_text_can_still_be_read()
    {
        context.Script.Fails = function => function == "import" ? new JSException("blocked") : null;

        await OpenAsync();

        Assert.Contains("name: a", preview.Find("textarea[readonly]").TextContent, StringComparison.Ordinal);
        Assert.Contains("could not be loaded", preview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clusters_schema_is_asked_once_and_its_findings_follow_the_text()
    {
        MemoryCluster cluster = new()
        {
            OpenApi = (_, _) => JsonNode.Parse("""
                { "components": { "schemas": { "s": { "properties": { "apiVersion": {}, "kind": {}, "metadata": {}, "spec": { "properties": { "session": {}, "unknown": {} } } },
                  "x-kubernetes-group-version-kind": [ { "kind": "BackupSession" } ] } } } }
                """)!.AsObject(),
        };
        await using InformerPool informers = new(new InformerOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await using ClusterSession session = new(cluster.Configuration, _ => cluster, informers, []);
        await OpenAsync(cluster: session);
        Assert.Empty(preview.FindAll(".problems"));

        await TypeAsync(Session.Replace("session:", "sesion:", StringComparison.Ordinal));

        Assert.Contains("Did you mean \"session\"?", preview.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Single(cluster.Asked, asked => asked == "schema core.kubestash.com/v1alpha1");
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private static PreviewEntry[] Entries() =>
    [
        new("coreKubestashComBackupSession", YamlReader.Read(Session).Manifest),
        new("secret_storage_cred", YamlReader.Read("apiVersion: v1\nkind: Secret\nmetadata:\n  name: cred\n").Manifest),
    ];

    private ManifestEditor Editor =>
        ((DotNetObjectReference<ManifestEditor>)context.Script.Invocations.Single(call => call.Function == "create").Arguments[1]!).Value;

    private Task TypeAsync(string text) => preview.InvokeAsync(() => Editor.ChangedAsync(text));

    private async Task OpenAsync(IReadOnlyList<PreviewProblem>? problems = null, PreviewText? text = null, ClusterSession? cluster = null) =>
        preview = await context.RenderAsync<ManifestPreview>(with => with
            .Add(page => page.Entries, Entries())
            .Add(page => page.Problems, problems ?? [])
            .Add(page => page.Text, text)
            .Add(page => page.Cluster, cluster)
            .Add(page => page.Edited, EventCallback.Factory.Create<PreviewEdit>(this, edits.Add))
            .Add(page => page.TextChanged, EventCallback.Factory.Create<PreviewText>(this, texts.Add))
            .Add(page => page.BrokenChanged, EventCallback.Factory.Create<bool>(this, broken.Add)));

    private sealed class TextStream(string text) : IJSStreamReference
    {
        private readonly byte[] bytes = Encoding.UTF8.GetBytes(text);

        public long Length => bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) =>
            bytes.Length <= maxAllowedSize ? ValueTask.FromResult<Stream>(new MemoryStream(bytes)) : throw new ArgumentOutOfRangeException(nameof(maxAllowedSize));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
