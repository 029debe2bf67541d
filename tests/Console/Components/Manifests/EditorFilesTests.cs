using System.Net;

namespace BackupConsole.Tests.Components.Manifests;

/// <summary>Of Monaco, what is needed is served, and nothing else is built in.</summary>
public sealed class EditorFilesTests : IDisposable
{
    private const string Root = "/_content/BlazorMonaco/lib/monaco-editor/min/vs";

    private readonly ConsoleFactory app = new ConsoleFactory().WithKubeconfig("""
        apiVersion: v1
        kind: Config
        clusters:
        - {name: one, cluster: {server: "https://127.0.0.1:1"}}
        contexts:
        - {name: first, context: {cluster: one, user: joe}}
        users:
        - {name: joe, user: {token: x}}
        """);

    [Theory]
    [InlineData("/loader.js", true)]
    [InlineData("/editor/editor.main.js", true)]
    [InlineData("/editor/editor.main.css", true)]
    [InlineData("/basic-languages/yaml/yaml.js", true)]
    [InlineData("/language/json/jsonMode.js", true)]
    [InlineData("/language/json/jsonWorker.js", false)]
    [InlineData("/basic-languages/abap/abap.js", false)]
    [InlineData("/editor/editor.main.nls.de.js", false)]
    public async Task Only_the_editors_needed_files_are_there(string path, bool there)
    {
        using HttpClient client = app.NewClient();
        using HttpResponseMessage response = await client.GetAsync(new Uri(Root + path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(there ? HttpStatusCode.OK : HttpStatusCode.NotFound, response.StatusCode);
    }

    public void Dispose() => app.Dispose();
}
